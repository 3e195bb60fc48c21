"""The search page and the list of resources: bad addresses, filters, no script needed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from search import services
from tests.search.test_facade import document

BIZARRERIES = [
    '"',
    "' OR 1=1 --",
    "“eau",
    "\x00",
    "a" * 10_000,
    "🌳🌳",
    "\u202eeau",
    "le la les",
    "!!! & | ( ) <->",
    ":*",
    "\\",
    "%",
    " ",
]


def verifier_la_page(reponse) -> None:
    """It is a page of results: a heading, the question's box, and what was found or not."""
    page = reponse.content.decode()
    assert reponse.status_code == 200
    assert page.count("<h1") == 1 and 'role="search"' in page
    assert 'name="q"' in page.split("<main")[1].split("</main>")[0]
    ecran = reponse.context["ecran"]
    assert ecran.resultats.total == len(ecran.resultats.lignes)
    assert len(ecran.texte) <= 200


@pytest.fixture
def document_en_vue(accueil):
    """In both languages, so that a page without result can be told from one with."""
    for locale in ("fr", "en"):
        services.indexer(
            document("vue", "Marronnier", locale=locale, sous_nature="guide", carte=CARTE)
        )


CARTE = {"pictogramme": "document", "accent": "blue-ecume", "formats": [], "duree_lecture": None}


@pytest.mark.usefixtures("document_en_vue")
@pytest.mark.parametrize("adresse", ["/recherche/", "/ressources/", "/en/recherche/"])
class TestAdressesBizarres:
    @pytest.mark.parametrize("q", BIZARRERIES, ids=repr)
    def test_any_question_gets_a_page(self, client, accueil, adresse, q):
        verifier_la_page(client.get(adresse, {"q": q}))

    @pytest.mark.parametrize(
        "parametres",
        [
            {"page": "abc"},
            {"page": "-1"},
            {"page": "99999999999999999999"},
            {"tri": "x"},
            {"theme": "inconnu"},
            {"niveau": ["a"] * 300},
            {"etiquette": "\x00'"},
            {"taille": "{}"},
        ],
        ids=str,
    )
    def test_any_parameter_gets_a_page(self, client, accueil, adresse, parametres):
        reponse = client.get(adresse, parametres)
        verifier_la_page(reponse)
        ignores = {"etiquette"} if adresse == "/ressources/" else set()
        if not ignores & parametres.keys():  # a free word restricts, whatever it is
            assert reponse.context["ecran"].resultats.total == 1

    def test_a_foreign_accept_language_changes_nothing(self, client, accueil, adresse):
        response = client.get(adresse, headers={"accept-language": "xx;q=abc, klingon"})
        verifier_la_page(response)
        assert response.context["ecran"].resultats.total == 1


class TestPageDeRecherche:
    def test_the_sort_asked_is_the_sort_given(self, client, accueil):
        hier = timezone.now() - timedelta(days=1)
        services.indexer(
            document("a", "Abeilles", publie_le=hier), document("z", "Zones", publie_le=hier)
        )
        services.indexer(document("m", "Mares", publie_le=timezone.now()))

        def lire(**parametres):
            resultats = client.get("/recherche/", parametres).context["ecran"].resultats
            return [ligne.chemin for ligne in resultats.lignes]

        assert lire(tri="titre") == ["/a/", "/m/", "/z/"]
        assert lire(tri="recent")[0] == lire()[0] == "/m/"
        assert lire(tri="imaginaire") == lire()

    def test_an_address_restricts_by_fifty_words_at_most(self, client, accueil):
        response = client.get("/ressources/", {"etiquette": [f"mot{n}" for n in range(300)]})
        assert len(response.context["ecran"].choisis) == 50

    def test_says_that_an_unknown_filter_was_left_out(self, client, accueil):
        page = client.get("/recherche/", {"niveau": "inconnu"}).content.decode()
        assert "laissé de côté" in page

    def test_says_that_a_long_question_was_cut(self, client, accueil):
        page = client.get("/recherche/", {"q": "eau " * 100}).content.decode()
        assert "200 premiers signes" in page

    def test_shows_and_removes_a_filter(self, client, accueil):
        services.indexer(document("a", "Eau", niveaux=("consultation",)))
        page = client.get("/recherche/", {"q": "eau", "niveau": "consultation"}).content.decode()
        assert "Retirer le filtre Consultation" in page
        assert 'href="?q=eau"' in page
        assert "checked" in page

    def test_an_empty_result_helps(self, client, accueil):
        page = client.get("/recherche/", {"q": "zyxw"}).content.decode()
        assert "zyxw" in page
        assert reverse("contact") in page

    def test_htmx_gets_the_results_alone(self, client, accueil):
        response = client.get("/recherche/", headers={"HX-Request": "true"})
        assert b"<html" not in response.content
        assert "HX-Request" in response["Vary"]

    def test_reflects_nothing_unescaped(self, client, accueil):
        page = client.get("/recherche/", {"q": "<script>x</script>"}).content.decode()
        assert "<script>x" not in page


class TestSuggestions:
    def test_are_titles_with_their_address(self, client, accueil):
        services.indexer(document("a", "Budget participatif"))
        donnees = client.get(reverse("search:suggestions"), {"q": "budg"}).json()
        assert donnees["suggestions"] == [
            {"titre": "Budget participatif", "url": "/a/", "nature": "Ressource"}
        ]

    @pytest.mark.parametrize("q", ["", "b", *BIZARRERIES], ids=repr)
    def test_any_input_is_answered(self, client, accueil, q):
        response = client.get(reverse("search:suggestions"), {"q": q})
        assert response.status_code == 200
        assert response.json() == {"suggestions": []}


def test_says_what_it_is_to_who_shares_its_address(client, db):
    page = client.get("/recherche/?q=eau").content.decode()
    assert '<meta name="description" content="Une seule recherche pour' in page


@pytest.mark.usefixtures("document_en_vue")
@pytest.mark.parametrize("adresse", ["/recherche/", "/ressources/"])
def test_other_words_keep_the_filters(client, adresse):
    page = client.get(adresse, {"q": "marronnier", "taille": "moins_3500"})
    [garde] = page.context["ecran"].reste
    assert garde == ("taille", "moins_3500")
    corps = page.content.decode()
    [formulaire] = re.findall(r'<form id="(recherche-(?:page|ressources)-formulaire)"', corps)
    assert f'form="{formulaire}" name="taille" value="moins_3500"' in corps
