"""Acts on many contents: what is confirmed, what is refused and why, what is written."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, ModelLogEntry, Page, PageLogEntry, WorkflowState

from home.listes import services
from home.models import ActualitePage
from home.usages.models import UsageDeVersion
from ressources.listes.actes import AjouterEtiquette
from ressources.models import Acteur, Etiquette, RessourcePage, ThemePage
from tests.factories import (
    ActeurFactory,
    ActualitePageFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)
from tests.home.listes.conftest import ROLES

pytestmark = pytest.mark.django_db
DEMAIN = timezone.localdate() + timedelta(days=1)


def adresse(modele, acte: str, *cles, **parametres) -> str:
    url = reverse("wagtail_bulk_action", args=[*modele._meta.label_lower.split("."), acte])
    suite = "&".join([f"id={cle}" for cle in cles] + [f"{k}={v}" for k, v in parametres.items()])
    return f"{url}?{suite}"


def texte(reponse) -> str:
    return reponse.content.decode().replace("\u202f", "\u00a0")


def agir(client, modele, acte: str, cles, **champs):
    """Confirm, as the screen does."""
    corps = {"objets": ",".join(map(str, cles)), "confirmer": "oui", **champs}
    return client.post(adresse(modele, acte), corps, follow=True)


def dits(reponse) -> str:
    return " ".join(str(m) for m in reponse.context["messages"])


def themes_de(objet) -> list[str]:
    """Of its row, as it is now."""
    relue = type(objet).objects.get(pk=objet.pk)
    return [lien.theme.title for lien in relue.themes_lies.order_by("sort_order")]


def brouillon(objet):
    return type(objet).objects.get(pk=objet.pk).get_latest_revision_as_object()


def vers(page) -> list[dict]:
    lien = f'<p><a linktype="page" id="{page.pk}">ici</a></p>'
    return [{"type": "rich_text", "value": lien, "id": "b1"}]


def a_publier(fabrique=RessourcePageFactory, **champs):
    """A draft that somebody has saved."""
    objet = fabrique(live=False, **champs)
    objet.save_revision()
    return objet


class TestThemes:
    def test_the_confirmation_says_how_many_and_why_the_others_stay(self, comme, theme):
        client = comme("Rédaction")
        sans, avec = RessourcePageFactory(), RessourcePageFactory(themes=[theme])
        verrouillee = RessourcePageFactory(title="Gardée", locked_by=UserFactory())
        Page.objects.filter(pk=verrouillee.pk).update(locked=True)
        cles = [page.pk for page in (sans, avec, verrouillee)]
        page = texte(
            client.post(
                adresse(RessourcePage, "ajouter_theme"),
                {"objets": ",".join(map(str, cles)), "valeur": theme.pk},
            )
        )
        assert "Ajouter le thème «\u00a0Partager l’eau\u00a0»\u00a0: 1\u00a0ressource" in page
        assert "1 est déjà ainsi." in page and "1 ne peut pas changer" in page
        assert "«\u00a0Gardée\u00a0» — verrouillé par" in page
        assert f'name="objets" value="{sans.pk}"' in page

    def test_row_draft_and_mirror_get_it_and_the_draft_stays_one(self, comme, theme):
        page = RessourcePageFactory(title="Publiée", themes=[ThemePageFactory(title="Déjà")])
        page.title = "Brouillon"
        page.save_revision()
        agir(comme("Rédaction"), RessourcePage, "ajouter_theme", [page.pk], valeur=theme.pk)
        page.refresh_from_db()
        assert themes_de(page) == ["Déjà", "Partager l’eau"] and page.title == "Publiée"
        assert themes_de(page.get_translations().get().specific) == ["Déjà", "Partager l’eau"]
        suite = brouillon(page)
        assert [lien.theme_id for lien in suite.themes_lies.all()][-1] == theme.pk
        assert suite.title == "Brouillon" and page.has_unpublished_changes

    def test_the_draft_is_published_afterwards_without_a_double(self, comme, theme):
        page = RessourcePageFactory()
        agir(comme("Rédaction"), RessourcePage, "ajouter_theme", [page.pk], valeur=theme.pk)
        page.refresh_from_db()
        page.get_latest_revision().publish()
        assert themes_de(page).count("Partager l’eau") == 1 and len(themes_de(page)) == 2

    def test_the_last_theme_of_what_is_published_stays(self, comme, theme):
        seul, deux = (
            RessourcePageFactory(themes=[theme]),
            RessourcePageFactory(themes=[theme, ThemePageFactory(title="Autre")]),
        )
        client = comme("Rédaction")
        reponse = agir(client, RessourcePage, "retirer_theme", [seul.pk, deux.pk], valeur=theme.pk)
        assert "n’a que ce thème" in dits(reponse)
        assert themes_de(seul) == ["Partager l’eau"] and themes_de(deux) == ["Autre"]
        assert [lien.theme.title for lien in brouillon(deux).themes_lies.all()] == ["Autre"]

    def test_a_page_in_review_is_left_alone(self, comme, theme):
        page = RessourcePageFactory(live=False)
        page.save_revision()
        page.get_workflow().start(page, UserFactory(groupe="Rédaction"))
        reponse = agir(
            comme("Rédaction"), RessourcePage, "ajouter_theme", [page.pk], valeur=theme.pk
        )
        assert "est en relecture" in dits(reponse)
        assert theme.title not in themes_de(page)

    def test_actors_too(self, comme, theme):
        acteur = ActeurFactory()
        agir(comme("Rédaction"), Acteur, "ajouter_theme", [acteur.pk], valeur=theme.pk)
        assert themes_de(acteur)[-1] == theme.title
        entree = ModelLogEntry.objects.get(action="listes.ajouter_theme")
        assert entree.object_id == str(acteur.pk)

    def test_history_says_it(self, comme, theme):
        page = RessourcePageFactory()
        client = comme("Rédaction")
        agir(client, RessourcePage, "ajouter_theme", [page.pk], valeur=theme.pk)
        entree = PageLogEntry.objects.get(action="listes.ajouter_theme")
        assert entree.user == client.personne
        assert entree.message == "Thème «\u00a0Partager l’eau\u00a0» ajouté, en nombre"

    def test_search_follows(self, comme, theme, django_capture_on_commit_callbacks):
        from search.models import IndexDocument

        page = RessourcePageFactory()
        with django_capture_on_commit_callbacks(execute=True):
            agir(comme("Rédaction"), RessourcePage, "ajouter_theme", [page.pk], valeur=theme.pk)
        document = IndexDocument.objects.get(objet=f"ressources.ressourcepage:{page.pk}")
        assert str(theme.translation_key) in document.themes

    def test_what_drafts_use_follows(self, comme, theme, django_capture_on_commit_callbacks):
        page = RessourcePageFactory(live=False)
        version = page.save_revision()
        with django_capture_on_commit_callbacks(execute=True):
            agir(comme("Rédaction"), RessourcePage, "ajouter_theme", [page.pk], valeur=theme.pk)
        cites = UsageDeVersion.objects.filter(version=version)
        assert cites.filter(cle=str(theme.pk), champ="themes_lies.item.theme").exists()


class TestEtiquettes:
    def test_a_new_word_is_made_once_and_an_old_one_is_found(self, comme):
        pages = [RessourcePageFactory(), RessourcePageFactory()]
        client = comme("Rédaction")
        for mot in ("Sobriété", "sobriété"):
            agir(client, RessourcePage, "ajouter_etiquette", [p.pk for p in pages], valeur=mot)
        assert Etiquette.objects.get().name == "Sobriété"
        for page in pages:
            assert list(page.tags.names()) == ["Sobriété"]
            assert [tag.name for tag in brouillon(page).tags.all()] == ["Sobriété"]

    def test_a_word_that_somebody_else_makes_meanwhile_is_taken(self, comme):
        page, par = RessourcePageFactory(), UserFactory(groupe="Rédaction")
        acte = AjouterEtiquette()
        form = acte.formulaire({"valeur": "Sobriété"}, modele=RessourcePage, personne=par)
        assert form.is_valid() and form.cleaned_data["valeur"].pk is None
        autre = Etiquette.objects.create(name="Sobriété")
        services.appliquer(acte, RessourcePage, [page.pk], par=par, valeurs=form.cleaned_data)
        assert page.etiquetages.get().tag_id == autre.pk

    def test_trying_makes_no_word(self, comme):
        page = RessourcePageFactory()
        corps = {"objets": str(page.pk), "valeur": "Sobriété"}
        assert "1\u00a0ressource" in texte(
            comme("Rédaction").post(adresse(RessourcePage, "ajouter_etiquette"), corps)
        )
        assert not Etiquette.objects.exists()

    def test_is_taken_away(self, comme):
        page = RessourcePageFactory()
        client = comme("Rédaction")
        agir(client, RessourcePage, "ajouter_etiquette", [page.pk], valeur="eau")
        cle = Etiquette.objects.get().pk
        agir(client, RessourcePage, "retirer_etiquette", [page.pk], valeur=cle)
        assert not page.tags.exists() and not brouillon(page).tags.all()

    @pytest.mark.parametrize("mot", ["", "  ", "a,b", "x" * 101])
    def test_a_wrong_word_is_said_and_kept(self, comme, mot):
        corps = {"objets": str(RessourcePageFactory().pk), "valeur": mot, "confirmer": "oui"}
        reponse = comme("Rédaction").post(adresse(RessourcePage, "ajouter_etiquette"), corps)
        assert reponse.status_code == 422 and mot.strip() in texte(reponse)
        assert not Etiquette.objects.exists()


class TestSuivi:
    def test_verified_with_the_next_date(self, comme):
        pages = [RessourcePageFactory(verifie_le=None) for _ in range(2)]
        reponse = agir(
            comme("Relecture"),
            RessourcePage,
            "verifier",
            [page.pk for page in pages],
            a_revoir_le=DEMAIN.isoformat(),
        )
        assert "2\u00a0ressources, avec la date d’aujourd’hui" in dits(reponse)
        for page in pages:
            page.refresh_from_db()
            assert (page.verifie_le, page.a_revoir_le) == (timezone.localdate(), DEMAIN)

    def test_a_past_date_is_refused_beside_the_field(self, comme):
        corps = {"objets": str(RessourcePageFactory().pk), "a_revoir_le": "2020-01-01"}
        reponse = comme("Rédaction").post(adresse(RessourcePage, "verifier"), corps)
        assert reponse.status_code == 422 and "Indiquez une date à venir" in texte(reponse)

    def test_handed_over(self, comme):
        client, page = comme("Rédaction"), RessourcePageFactory()
        agir(client, RessourcePage, "confier", [page.pk], responsable=client.personne.pk)
        page.refresh_from_db()
        assert page.responsable == client.personne
        assert brouillon(page).responsable == client.personne

    def test_twice_changes_nothing_more_and_says_so(self, comme):
        page, client = RessourcePageFactory(verifie_le=None), comme("Rédaction")
        for _fois in range(2):
            reponse = agir(client, RessourcePage, "verifier", [page.pk])
        assert "Rien n’a changé" in dits(reponse)
        assert PageLogEntry.objects.filter(action="fraicheur.verifier").count() == 1


class TestPublication:
    def test_all_or_nothing_and_every_refused_one_is_named(self, comme):
        complete, vide = a_publier(), a_publier(title="Vide", resume="")
        reponse = agir(comme("Rédaction"), RessourcePage, "publish", [complete.pk, vide.pk])
        assert "Rien n’a été fait" in dits(reponse)
        assert "«\u00a0Vide\u00a0» — Écrivez le résumé" in dits(reponse)
        assert not RessourcePage.objects.live().exists()

    def test_what_the_confirmation_keeps_is_published(self, comme):
        complete, vide = a_publier(), a_publier(title="Vide", resume="")
        client = comme("Rédaction")
        page = texte(client.get(adresse(RessourcePage, "publish", complete.pk, vide.pk)))
        assert "Publier 1\u00a0ressource" in page and "Écrivez le résumé" in page
        reponse = agir(client, RessourcePage, "publish", [complete.pk])
        assert "C’est publié\u00a0: 1\u00a0ressource." in dits(reponse)
        complete.refresh_from_db()
        assert complete.live

    @pytest.mark.parametrize("role", ROLES)
    def test_a_page_in_review_goes_out_by_who_may_approve(self, comme, role):
        page = a_publier()
        page.get_workflow().start(page, UserFactory(groupe="Rédaction"))
        reponse = agir(comme(role), RessourcePage, "publish", [page.pk])
        page.refresh_from_db()
        assert page.live is (role != "Rédaction")
        assert ("en relecture" in dits(reponse)) is (role == "Rédaction")

    @pytest.mark.parametrize("role", ROLES)
    def test_a_page_in_review_is_withdrawn_by_who_may_approve(self, comme, role):
        page = RessourcePageFactory()
        page.save_revision()
        page.get_workflow().start(page, UserFactory(groupe="Rédaction"))
        reponse = agir(comme(role), RessourcePage, "unpublish", [page.pk])
        page.refresh_from_db()
        assert page.live is (role == "Rédaction")
        assert ("est en relecture" in dits(reponse)) is (role == "Rédaction")

    def test_what_waits_for_its_hour_is_not_hurried(self, comme):
        page = RessourcePageFactory(live=False)
        page.go_live_at = timezone.now() + timedelta(days=2)
        page.save_revision().publish()
        assert "publication programmée" in dits(
            agir(comme("Rédaction"), RessourcePage, "publish", [page.pk])
        )

    @pytest.mark.parametrize(
        ("fabrique", "modele"),
        [
            (RessourcePageFactory, RessourcePage),
            (ActualitePageFactory, ActualitePage),
            (ThemePageFactory, ThemePage),
            (ActeurFactory, Acteur),
        ],
        ids=lambda v: v.__name__,
    )
    def test_each_type_is_published_and_withdrawn(self, comme, fabrique, modele):
        client, objet = comme("Rédaction"), a_publier(fabrique)
        agir(client, modele, "publish", [objet.pk])
        objet.refresh_from_db()
        assert objet.live
        agir(client, modele, "unpublish", [objet.pk])
        objet.refresh_from_db()
        assert not objet.live

    @pytest.fixture
    def liees(self):
        """Two drafts that lead to each other."""
        paire = a_publier(title="L’une"), a_publier(title="L’autre")
        for page, autre in (paire, reversed(paire)):
            page.body = vers(autre)
            page.save_revision()
        return paire

    def test_what_goes_out_together_may_lead_to_each_other(self, comme, liees):
        reponse = agir(comme("Rédaction"), RessourcePage, "publish", [page.pk for page in liees])
        assert "C’est publié\u00a0: 2\u00a0ressources." in dits(reponse)

    def test_what_leads_to_one_that_stays_behind_is_named_too(self, comme, liees):
        une, autre = liees
        autre.resume = ""
        autre.save_revision()
        client, cles = comme("Rédaction"), [page.pk for page in liees]
        page = texte(client.get(adresse(RessourcePage, "publish", *cles)))
        assert "L’autre\u00a0» — Écrivez le résumé" in page
        assert "L’une\u00a0» — Bloc 1 (Texte)" in page and "Rien n’est à faire ici." in page
        dit = dits(agir(client, RessourcePage, "publish", cles))
        assert "Rien n’a été fait" in dit and "L’une" in dit and "L’autre" in dit
        assert "qui n’est pas publiée" in dits(agir(client, RessourcePage, "publish", [une.pk]))
        assert not RessourcePage.objects.live().exists()

    def test_the_key_of_an_actor_is_no_page_s(self, comme):
        page = a_publier()
        lien = f'<p><a linktype="page" id="{page.pk}">ici</a></p>'
        acteur = a_publier(ActeurFactory, pk=page.pk, description=lien)
        reponse = agir(comme("Rédaction"), Acteur, "publish", [acteur.pk])
        assert "qui n’est pas publiée" in dits(reponse)

    def test_a_chosen_theme_stays(self, comme, theme):
        RessourcePageFactory(themes=[theme])
        reponse = agir(comme("Rédaction"), ThemePage, "unpublish", [theme.pk])
        assert "choisi par 1 ressource" in dits(reponse)
        theme.refresh_from_db()
        assert theme.live

    def test_a_translation_follows_its_french_page(self, comme):
        from tests.factories import traduite

        anglaise = traduite(RessourcePageFactory(), title="Pricing water")
        reponse = agir(comme("Rédaction"), RessourcePage, "unpublish", [anglaise.pk])
        assert "suit la page française" in dits(reponse)


class TestCeQuiSenSert:
    """Said before many are withdrawn, as before one is."""

    def confirmation(self, client, *pages) -> str:
        return texte(client.get(adresse(RessourcePage, "unpublish", *[p.pk for p in pages])))

    def test_names_what_uses_them_drafts_included(self, comme):
        cibles = RessourcePageFactory(title="Une"), RessourcePageFactory(title="Deux")
        publiee = RessourcePageFactory(title="Qui y mène", body=vers(cibles[0]))
        preparee = RessourcePageFactory(title="Y mènera")
        preparee.body = vers(cibles[1])
        preparee.save_revision()
        page = self.confirmation(comme("Rédaction"), *cibles)
        assert "2 autres contenus s’en servent" in page
        assert "(ressource, brouillon) – Corps → Texte" in page
        for autre in (publiee, preparee):
            assert reverse("wagtailadmin_pages:edit", args=[autre.pk]) in page

    def test_what_leaves_with_them_is_not_counted(self, comme):
        cible = RessourcePageFactory()
        avec = RessourcePageFactory(body=vers(cible))
        client = comme("Rédaction")
        assert "1 autre contenu s’en sert" in self.confirmation(client, cible)
        assert "Rien d’autre ne s’en sert." in self.confirmation(client, cible, avec)

    def test_twenty_are_named_and_the_others_counted(self, comme):
        cible = RessourcePageFactory()
        for rang in range(23):
            RessourcePageFactory(title=f"Page {rang:02}", slug=f"page-{rang}", body=vers(cible))
        page = self.confirmation(comme("Rédaction"), cible)
        assert "23 autres contenus s’en servent" in page and "Et 3 autres contenus." in page
        assert "Page 19" in page and "Page 20" not in page

    def test_other_acts_say_nothing_of_it(self, comme):
        page = texte(comme("Rédaction").get(adresse(RessourcePage, "publish", a_publier().pk)))
        assert "s’en sert" not in page


class TestSelection:
    def test_the_whole_list_is_what_its_filters_show(self, comme, theme):
        RessourcePageFactory(title="Autre")
        voulues = [RessourcePageFactory(themes=[theme]) for _ in range(2)]
        page = texte(
            comme("Rédaction").get(
                adresse(RessourcePage, "unpublish", "all", theme=theme.pk, etat="publiee")
            )
        )
        assert "Dépublier 2\u00a0ressources" in page
        assert f'value="{",".join(str(p.pk) for p in voulues)}"' in page

    def test_what_enters_the_filter_meanwhile_is_left_alone(self, comme, theme):
        client, page = comme("Rédaction"), RessourcePageFactory(themes=[theme])
        url = adresse(RessourcePage, "unpublish", "all", theme=theme.pk)
        vu = client.get(url)
        RessourcePageFactory(themes=[theme])
        client.post(url, {"objets": vu.context["objets"], "confirmer": "oui"})
        assert RessourcePage.objects.live().filter(alias_of=None).count() == 1
        page.refresh_from_db()
        assert not page.live

    @pytest.mark.parametrize("parametres", [{"theme": "99999"}, {"etat": "zzz"}], ids=str)
    def test_a_wrong_filter_selects_nothing(self, comme, parametres):
        RessourcePageFactory()
        url = adresse(RessourcePage, "unpublish", "all", **parametres)
        reponse = comme("Rédaction").get(url, follow=True)
        assert "Rien n’est sélectionné" in dits(reponse)

    @pytest.mark.parametrize("objets", ["", "x", "1;2", "1,,2", "-1", "9" * 30, "1\x00"])
    def test_a_wrong_body_does_nothing(self, comme, objets):
        page = RessourcePageFactory()
        corps = {"objets": objets, "confirmer": "oui"}
        reponse = comme("Rédaction").post(adresse(RessourcePage, "unpublish"), corps, follow=True)
        assert reponse.status_code == 200
        page.refresh_from_db()
        assert page.live

    def test_what_is_gone_since_is_left_out(self, comme):
        page, perdue = RessourcePageFactory(), RessourcePageFactory()
        cles = [page.pk, perdue.pk]
        perdue.delete()
        reponse = agir(comme("Rédaction"), RessourcePage, "unpublish", cles)
        assert "C’est dépublié\u00a0: 1\u00a0ressource." in dits(reponse)


ACTES = {
    RessourcePage: [
        "verifier",
        "ajouter_theme",
        "retirer_theme",
        "confier",
        "ajouter_etiquette",
        "retirer_etiquette",
        "publish",
        "unpublish",
    ],
    Acteur: ["verifier", "ajouter_theme", "retirer_theme", "confier", "publish", "unpublish"],
    ThemePage: ["publish", "unpublish"],
    ActualitePage: ["publish", "unpublish"],
}
FABRIQUES = {
    RessourcePage: RessourcePageFactory,
    Acteur: ActeurFactory,
    ThemePage: ThemePageFactory,
    ActualitePage: ActualitePageFactory,
}


class TestDroits:
    """docs/droits.md: the three roles modify and publish; nobody else comes near."""

    @pytest.fixture
    def voisine(self, comme):
        """Enters the admin, and no more."""
        groupe = Group.objects.create(name="Voisine")
        groupe.permissions.add(Permission.objects.get(codename="access_admin"))
        return comme("Voisine")

    @pytest.mark.parametrize("role", ["visiteur", None, *ROLES])
    @pytest.mark.parametrize("modele", ACTES, ids=lambda m: m.__name__)
    def test_each_act(self, client, comme, modele, role):
        objet = FABRIQUES[modele]()
        navigateur = client if role == "visiteur" else comme(role)
        for acte in ACTES[modele]:
            url = adresse(modele, acte, objet.pk)
            attendu = {"visiteur": 302, None: 403}.get(role, 200)
            assert navigateur.get(url).status_code == attendu, acte
            if role in ("visiteur", None):
                corps = {"objets": str(objet.pk), "confirmer": "oui", "valeur": "x"}
                assert navigateur.post(url, corps).status_code == attendu, acte
        objet.refresh_from_db()
        assert objet.live and not WorkflowState.objects.exists()

    @pytest.mark.parametrize("modele", ACTES, ids=lambda m: m.__name__)
    def test_the_admin_without_the_list_is_not_enough(self, voisine, modele):
        objet, chez_elle = FABRIQUES[modele](), reverse("wagtailadmin_home")
        for acte in ACTES[modele]:
            corps = {"objets": str(objet.pk), "confirmer": "oui"}
            for reponse in (
                voisine.get(adresse(modele, acte, objet.pk)),
                voisine.post(adresse(modele, acte), corps),
            ):
                assert (reponse.status_code, reponse.get("Location")) == (302, chez_elle), acte

    def test_what_the_list_does_not_show_is_not_even_named(self, voisine):
        """Keys are typed at will; her list holds one page only."""
        sienne, autre = (RessourcePageFactory(title=titre) for titre in ("La sienne", "Un secret"))
        GroupPagePermission.objects.create(
            group=Group.objects.get(name="Voisine"),
            page=sienne,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename="publish_page"
            ),
        )
        url = adresse(RessourcePage, "unpublish", sienne.pk, autre.pk)
        page = texte(voisine.get(url))
        assert "La sienne" in page and "Un secret" not in page
        corps = {"objets": f"{sienne.pk},{autre.pk}"}
        assert "Un secret" not in texte(voisine.post(adresse(RessourcePage, "unpublish"), corps))

    def test_every_act_is_in_the_matrix(self, db):
        from wagtail.admin.views.bulk_action.registry import bulk_action_registry

        for modele, actes in ACTES.items():
            noms = modele._meta.label_lower.split(".")
            connus = {a.action_type for a in bulk_action_registry.get_bulk_actions_for_model(*noms)}
            assert connus - {"delete"} == set(actes)


class TestSuppression:
    def test_a_whole_list_is_never_deleted(self, comme):
        ActeurFactory.create_batch(2)
        url = adresse(Acteur, "delete", "all", genre="reseau")
        client = comme("Administration")
        for lire in (client.get, client.post):
            assert "Cochez ce qui est à supprimer" in dits(lire(url, follow=True))
        assert Acteur.objects.count() == 2

    @pytest.mark.parametrize("role", ROLES)
    def test_what_is_ticked_is(self, comme, role):
        garde, parti = ActeurFactory(), ActeurFactory()
        comme(role).post(adresse(Acteur, "delete", parti.pk), follow=True)
        assert Acteur.objects.filter(pk=garde.pk).exists()
        assert Acteur.objects.filter(pk=parti.pk).exists() is (role != "Administration")
