"""What points at a content or a file, drafts included, is said before anything is withdrawn."""

import pytest
from django.urls import reverse
from wagtail.models import Collection, Page

from home.models import SiteDocument, SiteImage
from home.usages.lecture import Usages, Version
from ressources.models import RessourceLiee
from tests.factories import (
    ActeurFactory,
    ContenuPageFactory,
    DocumentFactory,
    ImageFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)

ROLES = ("Rédaction", "Relecture", "Administration")
PUBLIEE, BROUILLON = Version.PUBLIEE, Version.BROUILLON


def texte(html: str) -> list:
    return [{"type": "rich_text", "value": f"<p>{html}</p>", "id": "b1"}]


def ecrire(page, **champs):
    """A new version of a published page, not published."""
    page = Page.objects.get(pk=page.pk).specific
    for champ, valeur in champs.items():
        setattr(page, champ, valeur)
    page.save_revision()
    return page


def versions(objet, par=None) -> dict[str, Version]:
    """Title → the most public version that points there."""
    par = par or UserFactory(groupe="Administration")
    return {usage.titre: usage.version for usage in Usages([objet], par=par)[:]}


@pytest.fixture
def cible(valider):
    return valider(RessourcePageFactory, title="La cible")


class TestUsages:
    def test_blocks_links_and_picks_are_found_once_each(self, valider, cible):
        lien = f'<a linktype="page" id="{cible.pk}">ici</a>'
        valider(ContenuPageFactory, title="Un lien", body=texte(lien))
        cartes = {"type": "resource_cards", "value": {"title": "", "pages": [cible.pk]}, "id": "c"}
        valider(ContenuPageFactory, title="Une carte", body=[cartes])
        voisine = RessourcePageFactory(title="Une voisine", live=False)
        voisine.liees.add(RessourceLiee(ressource=cible))
        valider(voisine.save_revision().publish)
        assert versions(cible) == {"Un lien": PUBLIEE, "Une carte": PUBLIEE, "Une voisine": PUBLIEE}

    def test_a_theme_is_used_by_resources_and_actors(self, valider):
        theme = ThemePageFactory()
        valider(RessourcePageFactory, title="Une ressource", themes=[theme])
        ActeurFactory(nom="Un acteur", themes=[theme])
        assert versions(theme) == {"Un acteur": PUBLIEE, "Une ressource": PUBLIEE}

    def test_a_row_is_one_place_in_the_draft_and_once_published(self, valider, cible):
        voisine = RessourcePageFactory(title="Une voisine", live=False)
        voisine.liees.add(RessourceLiee(ressource=cible))
        voisine.save_revision()
        personne = UserFactory(groupe="Administration")
        assert len(Usages([cible], par=personne)[:][0].references) == 1
        valider(voisine.get_latest_revision().publish)
        (reference,) = Usages([cible], par=personne)[:][0].references
        assert reference.content_path.split(".")[1].isdigit()

    def test_accents_change_nothing_to_the_order(self, valider, cible):
        lien = texte(f'<a linktype="page" id="{cible.pk}">ici</a>')
        for titre in ("Zinc", "Évaluer", "Eau"):
            valider(ContenuPageFactory, title=titre, body=lien)
        trouves = Usages([cible], par=UserFactory(groupe="Administration"))
        assert [usage.titre for usage in trouves[:]] == ["Eau", "Évaluer", "Zinc"]

    def test_a_draft_of_what_is_published_is_read_too(self, valider, cible):
        page = valider(ContenuPageFactory, title="Publiée sans lien")
        ecrire(page, body=texte(f'<a linktype="page" id="{cible.pk}">ici</a>'))
        assert versions(cible) == {"Publiée sans lien": BROUILLON}

    def test_what_the_draft_removes_still_counts_while_it_is_published(self, valider, cible):
        lien = texte(f'<a linktype="page" id="{cible.pk}">ici</a>')
        page = valider(ContenuPageFactory, title="Publiée avec lien", body=lien)
        ecrire(page, body=[])
        assert versions(cible) == {"Publiée avec lien": PUBLIEE}

    def test_a_number_that_is_the_same_is_no_reference(self, valider, cible):
        page = valider(ContenuPageFactory, title="Chiffres")
        ecrire(page, body=texte(f"{cible.pk} habitants"))
        assert versions(cible) == {}

    def test_an_actor_s_draft_is_read(self, db):
        image = ImageFactory()
        acteur = ActeurFactory(nom="Au nouveau logo")
        acteur.logo = image
        acteur.save_revision()
        assert versions(image) == {"Au nouveau logo": BROUILLON}

    def test_who_may_not_read_a_content_has_neither_its_title_nor_a_link(self, valider, cible):
        lien = texte(f'<a linktype="page" id="{cible.pk}">ici</a>')
        valider(ContenuPageFactory, title="Un lien", body=lien)
        lus = {
            groupe: [(u.titre, u.url) for u in Usages([cible], par=UserFactory(groupe=groupe))[:]]
            for groupe in ("Rédaction", None)
        }
        assert lus[None] == [("(contenu que vous ne pouvez pas lire)", "")]
        ((titre, url),) = lus["Rédaction"]
        assert titre == "Un lien" and "/edit/" in url

    def test_costs_the_same_for_few_and_many(self, valider, cible, count_queries):
        personne = UserFactory(groupe="Rédaction")
        lien = texte(f'<a linktype="page" id="{cible.pk}">ici</a>')
        valider(ContenuPageFactory, body=lien)

        def lire(personne):
            trouves = Usages([cible], par=personne)
            return len(trouves), trouves[:]

        peu = count_queries(lire, personne)
        valider(ContenuPageFactory.create_batch, 6, body=lien)
        personne = type(personne).objects.get(pk=personne.pk)  # permissions asked again
        assert count_queries(lire, personne) == peu


class TestEcrans:
    @pytest.mark.parametrize("acte", ["unpublish", "delete"])
    def test_the_confirmation_lists_titles_and_links(self, comme, valider, cible, acte):
        lien = texte(f'<a linktype="page" id="{cible.pk}">ici</a>')
        page = valider(ContenuPageFactory, title="Un <b>lien</b>", body=lien)
        url = reverse(f"wagtailadmin_pages:{acte}", args=[cible.pk])
        ecran = comme("Administration").get(url).content.decode()
        assert "Utilisé par 1 contenu" in ecran
        edition = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert f'<a href="{edition}">Un &lt;b&gt;lien&lt;/b&gt;</a>' in ecran

    def test_nothing_is_said_when_nothing_uses_it(self, comme, cible):
        url = reverse("wagtailadmin_pages:delete", args=[cible.pk])
        assert "Rien d’autre ne s’en sert" in comme("Administration").get(url).content.decode()


def corps_qui_citer(objet) -> list:
    if isinstance(objet, SiteImage):
        image = {"image": objet.pk, "alt_text": "x", "decorative": False}
        return [{"type": "image", "value": {"image": image, "caption": ""}, "id": "b"}]
    if isinstance(objet, SiteDocument):
        valeur = {"document": objet.pk, "title": "", "description": ""}
        return [{"type": "download", "value": valeur, "id": "b"}]
    return texte(f'<a linktype="page" id="{objet.pk}">ici</a>')


@pytest.fixture(params=["page", "image", "fichier"])
def sujet(request, valider, cible):
    """A content, the address of its screen, and what makes a page that cites it."""
    racine = {"collection": Collection.get_first_root_node()}
    objet, vue = {
        "page": lambda: (cible, "wagtailadmin_pages:usage"),
        "image": lambda: (ImageFactory(**racine), "wagtailimages:image_usage"),
        "fichier": lambda: (DocumentFactory(**racine), "wagtaildocs:document_usage"),
    }[request.param]()

    def citer(**champs):
        return valider(ContenuPageFactory, body=corps_qui_citer(objet), **champs)

    return objet, reverse(vue, args=[objet.pk]), citer


class TestEcranDesUsages:
    def test_a_file_of_a_draft_is_kept(self, comme, valider, sujet):
        objet, adresse, _citerr = sujet
        ecrire(valider(ContenuPageFactory, title="Au brouillon"), body=corps_qui_citer(objet))
        client = comme("Administration")
        assert "Au brouillon" in client.get(adresse).content.decode()
        if isinstance(objet, SiteImage | SiteDocument):
            nom = {SiteImage: "wagtailimages:delete", SiteDocument: "wagtaildocs:delete"}
            client.post(reverse(nom[type(objet)], args=[objet.pk]))
            assert type(objet).objects.filter(pk=objet.pk).exists()

    def test_each_kind_says_where_and_in_which_version(self, comme, valider, sujet):
        _objet, adresse, citer = sujet
        publiee = citer(title="En ligne")
        preparee = valider(ContenuPageFactory, title="En chantier")
        ecrire(preparee, body=publiee.body)
        citer(title="Jamais publiée", live=False)
        ecran = comme("Administration").get(adresse)
        lignes = {usage.titre: (usage.version, usage.ou) for usage in ecran.context["object_list"]}
        assert lignes == {
            "En ligne": (PUBLIEE, lignes["En ligne"][1]),
            "En chantier": (BROUILLON, lignes["En ligne"][1]),
            "Jamais publiée": (BROUILLON, lignes["En ligne"][1]),
        }
        contenu = ecran.content.decode()
        assert "Corps → " in contenu and ">Publiée<" in "".join(contenu.split())

    @pytest.mark.parametrize("role", ["visiteur", None, *ROLES])
    def test_roles(self, comme, client, sujet, role):
        """Wagtail's own rights: of whom may change the content."""
        objet, adresse, _citer = sujet
        if role != "visiteur":
            comme(role)
        statut = client.get(adresse).status_code
        relit = role == "Relecture" and isinstance(objet, (SiteImage, SiteDocument))
        attendu = {"visiteur": 302, None: 403}.get(role, 302 if relit else 200)
        assert statut == attendu
        if relit:  # Wagtail sends home who may not
            assert client.get(adresse).url == reverse("wagtailadmin_home")

    def test_costs_the_same_for_2_or_30(self, comme, valider, sujet, count_queries):
        _objet, adresse, citer = sujet
        citer()
        citer()
        client = comme("Administration")
        client.get(adresse)
        peu = count_queries(client.get, adresse)
        for _rang in range(28):
            citer()
        assert count_queries(client.get, adresse) == peu <= 25

    def test_the_second_page_follows_the_first(self, comme, valider, cible):
        lien = texte(f'<a linktype="page" id="{cible.pk}">ici</a>')
        for rang in range(22):
            valider(ContenuPageFactory, title=f"Page {rang:02}", body=lien)
        url = reverse("wagtailadmin_pages:usage", args=[cible.pk])
        client = comme("Rédaction")
        premiere, suite = client.get(url), client.get(f"{url}?p=2")
        assert [u.titre for u in suite.context["object_list"]] == ["Page 20", "Page 21"]
        assert "Page 19" in premiere.content.decode()

    @pytest.mark.parametrize("role", ["visiteur", None, *ROLES])
    def test_an_actor_has_one_too(self, comme, client, role):
        url = reverse("acteurs:usage", args=[ActeurFactory().pk])
        if role != "visiteur":
            comme(role)
        reponse = client.get(url)
        assert reponse.status_code == {"visiteur": 302, None: 403}.get(role, 200)
        if role in ROLES:
            assert "Rien d’autre ne s’en sert." in reponse.content.decode()
