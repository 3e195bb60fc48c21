"""Two thousand contents: lists, confirmations and writes ask as many questions as for twenty."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from home.listes import enregistrement, services
from home.listes.models import ActionEnNombre
from ressources.models import Acteur, Etiquette, RessourcePage, RessourceTheme
from tests.factories import ContenuPageFactory, RessourcePageFactory, ThemePageFactory, UserFactory
from tests.home.listes import nombreux
from tests.home.listes.conftest import adresse, agir, dits, texte

pytestmark = pytest.mark.django_db
PEU, BEAUCOUP = 60, 2_000
SUR_LES_RESSOURCES = (
    "ajouter_theme",
    "retirer_theme",
    "ajouter_etiquette",
    "retirer_etiquette",
    "confier",
    "verifier",
)


def vers(cle: int) -> str:
    return f'<p><a linktype="page" id="{cle}">ici</a></p>'


@pytest.fixture
def autre(db):
    return ThemePageFactory(title="Un autre thème")


def valeurs(acte: str, personne, autre) -> dict:
    """What each act asks for."""
    return {
        "ajouter_theme": {"valeur": autre.pk},
        "retirer_theme": {"valeur": autre.pk},
        "retirer_etiquette": {"valeur": Etiquette.objects.values_list("pk", flat=True).first()},
        "ajouter_etiquette": {"valeur": "sobriété"},
        "confier": {"responsable": personne.pk},
        "verifier": {"a_revoir_le": "2031-01-15"},
    }.get(acte, {})


def confirmer_et_faire(client, modele, acte, cles, autre, count_queries) -> tuple[int, int]:
    """Queries of the confirmation, and of the write."""
    champs = valeurs(acte, client.personne, autre) | {"objets": ",".join(map(str, cles))}
    url = adresse(modele, acte)
    confirmation = count_queries(client.post, url, champs)
    return confirmation, count_queries(client.post, url, champs | {"confirmer": "oui"})


class TestConstant:
    def test_each_act_on_resources(self, comme, theme, autre, count_queries):
        client, mesures = comme("Rédaction"), []
        Etiquette.objects.create(name="sobriété")
        for nombre in (PEU, BEAUCOUP):
            cles = nombreux.ressources(nombre, theme=theme)
            mesures.append(
                [
                    confirmer_et_faire(client, RessourcePage, acte, cles, autre, count_queries)
                    for acte in SUR_LES_RESSOURCES
                ]
            )
        assert mesures[0] == mesures[1]
        for acte in SUR_LES_RESSOURCES:
            noms = (f"listes.{acte}", f"fraicheur.{acte}")
            assert PageLogEntry.objects.filter(action__in=noms).count() == PEU + BEAUCOUP

    def test_each_act_on_actors(self, comme, theme, autre, count_queries):
        client, mesures = comme("Rédaction"), []
        tous = nombreux.acteurs(PEU + BEAUCOUP, theme=theme)
        for cles in (tous[:PEU], tous[PEU:]):
            mesures.append(
                [
                    confirmer_et_faire(client, Acteur, acte, cles, autre, count_queries)
                    for acte in ("ajouter_theme", "retirer_theme", "confier", "verifier")
                ]
            )
        assert mesures[0] == mesures[1]

    def test_lists_and_confirmations_of_publication(self, comme, theme, count_queries):
        client, mesures = comme("Rédaction"), []
        adresses = [
            reverse("ressources:index"),
            adresse(RessourcePage, "unpublish", "all", etat="publiee", theme=theme.pk),
            adresse(RessourcePage, "publish", "all", etat="brouillon"),
        ]
        for nombre in (PEU, BEAUCOUP):
            cles = nombreux.ressources(nombre, theme=theme)
            nombreux.ressources(nombre, theme=theme, live=False)
            for cle in cles[:30]:
                ContenuPageFactory(body=[{"type": "rich_text", "value": vers(cle), "id": "b"}])
            mesures.append([count_queries(client.get, url) for url in adresses])
        assert mesures[0] == mesures[1]
        assert mesures[0][0] <= 25
        for url, verbe in zip(adresses[1:], ("Dépublier", "Publier"), strict=True):
            assert f"{verbe} 2\u202f060\u00a0ressources" in client.get(url).content.decode()


class TestEcrit:
    def test_each_row_and_each_draft_has_the_theme(self, comme, theme, autre):
        cles = nombreux.ressources(BEAUCOUP, theme=theme)
        reponse = agir(comme("Rédaction"), RessourcePage, "ajouter_theme", cles, valeur=autre.pk)
        assert "2\u202f000\u00a0ressources" in dits(reponse)
        assert RessourceTheme.objects.filter(theme=autre).count() == BEAUCOUP
        versions = Revision.objects.filter(content__themes_lies__contains=[{"theme": autre.pk}])
        assert versions.count() == BEAUCOUP
        lignes = dict(RessourceTheme.objects.filter(theme=autre).values_list("page", "pk"))
        version = versions.first()
        assert version.content["themes_lies"][1]["pk"] == lignes[int(version.object_id)]

    def test_a_hundred_refusals_are_twenty_names_and_a_number(self, comme, theme):
        cles = nombreux.ressources(100, theme=theme)
        Page.objects.filter(pk__in=cles).update(locked=True, locked_by=UserFactory())
        client = comme("Rédaction")
        page = texte(
            client.post(adresse(RessourcePage, "unpublish"), {"objets": ",".join(map(str, cles))})
        )
        assert page.count("verrouillé par") == 20 and "et 80 autres." in page
        assert "100 ne peuvent pas changer" in page


class TestEnFond:
    @pytest.fixture
    def lancer(self, comme, theme, django_capture_on_commit_callbacks):
        """`lancer(acte, cles)`: as the screen does, then the task; the page that shows it."""

        def _lancer(acte, cles, *, travailler=True):
            client = comme("Rédaction")
            with django_capture_on_commit_callbacks(execute=travailler):
                agir(client, RessourcePage, acte, cles)
            action = ActionEnNombre.objects.get()
            return client.get(reverse("en_nombre:action", args=[action.pk])), client, action

        return _lancer

    def test_sixty_are_withdrawn_by_the_worker(self, lancer, theme):
        cles = nombreux.ressources(PEU, theme=theme)
        reponse, _client, action = lancer("unpublish", cles)
        assert "C’est dépublié\u00a0: 60\u00a0ressources." in texte(reponse)
        assert not RessourcePage.objects.live().exists()
        assert action.statut == ActionEnNombre.Statut.FAITE

    def test_one_refused_and_nothing_is_written(self, lancer, theme):
        cles = nombreux.ressources(PEU, theme=theme, live=False)
        vide = RessourcePageFactory(live=False, title="Sans rien", resume="")
        vide.save_revision()
        reponse, _client, action = lancer("publish", [*cles, vide.pk])
        page = texte(reponse)
        assert "Rien n’a été fait." in page and "Écrivez le résumé" in page
        assert reverse("wagtailadmin_pages:edit", args=[vide.pk]) in page
        assert not RessourcePage.objects.live().exists()

    def test_shows_that_it_goes_on_and_refreshes(self, lancer, theme):
        cles = nombreux.ressources(PEU, theme=theme)
        reponse, *_ = lancer("unpublish", cles, travailler=False)
        assert reponse.headers["Refresh"] == "3" and "En attente" in texte(reponse)

    def test_a_lost_worker_is_said_and_another_takes_over(
        self, lancer, theme, django_capture_on_commit_callbacks
    ):
        cles = nombreux.ressources(PEU, theme=theme)
        _reponse, client, action = lancer("unpublish", cles, travailler=False)
        il_y_a = timezone.now() - timezone.timedelta(minutes=3)
        ActionEnNombre.objects.update(battement=il_y_a, commence_le=il_y_a)
        url = reverse("en_nombre:action", args=[action.pk])
        assert "interrompu" in texte(client.get(url))
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("en_nombre:relancer", args=[action.pk]))
        assert not RessourcePage.objects.live().exists()
        services.executer(action.pk, str(action.jeton))  # the lost one comes back: too late
        assert "60\u00a0ressources" in texte(client.get(url))

    def test_what_was_stopped_is_not_done_by_a_worker_that_comes_back(self, lancer, theme):
        cles = nombreux.ressources(PEU, theme=theme)
        _reponse, client, action = lancer("unpublish", cles, travailler=False)
        ActionEnNombre.objects.update(battement=timezone.now() - timezone.timedelta(minutes=3))
        client.post(reverse("en_nombre:arreter", args=[action.pk]))
        services.executer(action.pk, str(action.jeton))
        assert RessourcePage.objects.live().count() == PEU
        action.refresh_from_db()
        assert action.statut == ActionEnNombre.Statut.REFUSEE and action.finie_le

    @pytest.mark.parametrize("geste", ["relancer", "arreter"])
    def test_what_goes_on_is_neither_launched_twice_nor_stopped(self, lancer, theme, geste):
        cles = nombreux.ressources(PEU, theme=theme)
        _reponse, client, action = lancer("unpublish", cles, travailler=False)
        reponse = client.post(reverse(f"en_nombre:{geste}", args=[action.pk]), follow=True)
        assert "avance encore" in dits(reponse)
        action.refresh_from_db()
        assert action.en_cours

    @pytest.mark.parametrize("role", ["visiteur", None, "Rédaction", "Relecture", "Administration"])
    def test_only_who_launched_it_and_the_administration_see_it(
        self, lancer, comme, client, theme, role
    ):
        _r, sien, action = lancer(
            "unpublish", nombreux.ressources(PEU, theme=theme), travailler=False
        )
        autre = client if role == "visiteur" else comme(role)
        gestes = (("action", autre.get), ("relancer", autre.post), ("arreter", autre.post))
        for nom, lire in gestes:
            reponse = lire(reverse(f"en_nombre:{nom}", args=[action.pk]))
            lu = nom == "action"  # a click without a session is kept, and asked again (401)
            attendu = {"visiteur": 302 if lu else 401, "Administration": 200 if lu else 302}
            assert reponse.status_code == attendu.get(role, 403) or (
                role in ("Rédaction", "Relecture") and reponse.url == reverse("wagtailadmin_home")
            )
        assert sien.get(reverse("en_nombre:action", args=[action.pk])).status_code == 200

    def test_a_right_lost_meanwhile_stops_it(self, theme):
        personne = UserFactory(groupe="Rédaction")
        cles = nombreux.ressources(PEU, theme=theme)
        acte = enregistrement.acte(RessourcePage, "unpublish")
        action = services.lancer(acte, RessourcePage, cles, par=personne, valeurs={})
        personne.groups.clear()
        services.executer(action.pk, str(action.jeton))
        action.refresh_from_db()
        assert action.statut == ActionEnNombre.Statut.REFUSEE and len(action.refus) == PEU
        assert RessourcePage.objects.live().count() == PEU
