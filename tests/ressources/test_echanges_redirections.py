"""Undoing an import keeps what an old address leads to, and says which address."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from home.echanges import registre
from home.edition.redirections import anciennes_adresses
from ressources.models import Acteur, RessourcePage
from tests.factories import ActeurFactory, RessourcePageFactory, ThemePageFactory
from tests.home.echanges.conftest import annuler, essayer, faire, importer, redactrice
from tests.ressources.test_echanges_depuis import acteurs, lignes

__all__ = ["annuler", "essayer", "faire", "importer", "redactrice"]
pytestmark = pytest.mark.django_db

RETENUE = "L’ancienne adresse /vieille mène à celle-ci\u00a0: elle reste."
AILLEURS = "https://exemple.example.org/ressources/titre-r-1/"


@pytest.fixture
def table(request, db):
    return registre.table(getattr(request, "param", "ressources"))


@pytest.fixture(autouse=True)
def eau(db):
    return ThemePageFactory(title="Eau")


def vers(lien: str, depuis="/vieille/") -> Redirect:
    return Redirect.add_redirect(depuis, redirect_to=lien)


def laissee(import_) -> str:
    return import_.lignes.exclude(laissee="").get().laissee


class TestCreee:
    @pytest.mark.parametrize("code", ["fr", "en"])
    def test_a_redirect_to_the_page_in_any_language_keeps_it(self, importer, annuler, code):
        import_ = importer(lignes("R-1", "R-2"), publier=True)
        vers(RessourcePage.objects.get(title="Titre R-1", locale__language_code=code))
        assert annuler(import_).nombre("laissees") == 1
        assert laissee(import_) == RETENUE
        restantes = RessourcePage.objects.exclude(reference="")
        assert list(restantes.values_list("reference", flat=True)) == ["R-1"]

    @pytest.mark.parametrize(
        ("table", "lien"),
        [
            ("ressources", "/ressources/titre-r-1/"),
            ("ressources", "/ressources/titre-r-1"),
            ("ressources", "/ressources/titre-r-1/?de=ancien-site#texte"),
            ("ressources", "http://localhost/ressources/titre-r-1/"),
            ("ressources", "http://localhost:80/ressources/titre-r-1/"),
            ("ressources", "/fr/ressources/titre-r-1/"),
            ("ressources", "/en/resources/titre-r-1/"),
            ("acteurs", "/annuaire/acteur-r-1/"),
            ("acteurs", "http://localhost/annuaire/acteur-r-1/"),
            ("acteurs", "/fr/annuaire/acteur-r-1/"),
            ("acteurs", "/en/annuaire/acteur-r-1/"),
        ],
        indirect=["table"],
    )
    def test_a_redirect_to_its_address_too(self, table, importer, annuler, client, lien):
        fichier = lignes if table.modele is RessourcePage else acteurs
        import_ = importer(fichier("R-1", "R-2"), publier=True)
        vers(lien)
        assert client.get("/vieille/", follow=True).status_code == 200
        assert annuler(import_).nombre("laissees") == 1
        assert laissee(import_) == RETENUE
        assert client.get("/vieille/", follow=True).status_code == 200
        restants = table.modele.objects.exclude(reference="")
        assert list(restants.values_list("reference", flat=True)) == ["R-1"]

    @pytest.mark.parametrize("lien", [AILLEURS, "/ressources/titre-r-10/", "/ressources/"])
    def test_one_that_leads_elsewhere_keeps_nothing(self, importer, annuler, lien):
        import_ = importer(lignes("R-1"), publier=True)
        vers(lien)
        assert not annuler(import_).nombre("laissees")
        assert not RessourcePage.objects.exists()

    def test_several_are_named_up_to_three(self, importer, annuler):
        import_ = importer(lignes("R-1"), publier=True)
        page = RessourcePage.objects.get(reference="R-1")
        for rang in range(4):
            vers(page if rang % 2 else page.url, depuis=f"/vieille-{rang}-à-100%/")
        annuler(import_)
        assert laissee(import_) == (
            "D’anciennes adresses mènent à celle-ci (/vieille-0-à-100%, /vieille-1-à-100%, "
            "/vieille-2-à-100%…)\u00a0: elle reste."
        )


class TestBrouillonPublie:
    """The draft was there before: what the import did is to publish it."""

    @pytest.mark.parametrize("par_lien", [False, True], ids=["page", "lien"])
    def test_stays_published_for_who_comes_by_the_old_address(
        self, importer, annuler, client, par_lien
    ):
        importer(lignes("R-1", "R-2"))
        import_ = importer(lignes("R-1", "R-2", resume="Autre."), publier=True)
        page = RessourcePage.objects.get(reference="R-1")
        vers("/ressources/titre-r-1/" if par_lien else page)
        assert annuler(import_).nombre("laissees") == 1
        assert laissee(import_) == RETENUE
        assert client.get("/vieille/", follow=True).status_code == 200
        assert not RessourcePage.objects.get(reference="R-2").live

    def test_published_before_the_import_it_has_its_content_of_before(self, importer, annuler):
        """Readers lose nothing: nothing holds it."""
        importer(lignes("R-1"), publier=True)
        import_ = importer(lignes("R-1", resume="Autre."), publier=True)
        vers("/ressources/titre-r-1/")
        assert not annuler(import_).nombre("laissees")
        page = RessourcePage.objects.get(reference="R-1")
        assert page.live and page.resume == "Deux lignes."


class TestCout:
    @pytest.mark.parametrize("fabrique", [RessourcePageFactory, ActeurFactory])
    def test_old_addresses_of_more_contents_cost_the_same(self, fabrique, count_queries):
        modele = Acteur if fabrique is ActeurFactory else RessourcePage

        def lire():
            return anciennes_adresses(modele, [objet.pk for objet in objets])

        objets = fabrique.create_batch(2)
        vers(objets[0].get_absolute_url() if modele is Acteur else objets[0].url)
        assert lire() == {objets[0].pk: ["/vieille"]}
        peu = count_queries(lire)
        objets += fabrique.create_batch(6)
        for rang, objet in enumerate(objets):
            adresse = objet.get_absolute_url() if modele is Acteur else objet.url
            vers(adresse, depuis=f"/vieille-{rang}/")
        assert count_queries(lire) == peu <= 4

    def test_they_are_asked_once_for_all_the_lines(self, importer, annuler, monkeypatch, table):
        demandes = []
        monkeypatch.setattr(
            "home.edition.redirections.anciennes_adresses",
            lambda modele, cles: demandes.append(list(cles)) or {},
        )
        annuler(importer(lignes("R-1", "R-2", "R-3"), publier=True))
        assert [len(cles) for cles in demandes] == [3]
