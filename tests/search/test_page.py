"""The search page and the list of resources: bad addresses, filters, no script needed."""

import pytest
from django.urls import reverse

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


@pytest.mark.parametrize("adresse", ["/recherche/", "/ressources/", "/en/recherche/"])
class TestAdressesBizarres:
    @pytest.mark.parametrize("q", BIZARRERIES, ids=repr)
    def test_any_question_gets_a_page(self, client, accueil, adresse, q):
        assert client.get(adresse, {"q": q[:4000]}).status_code == 200

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
        assert client.get(adresse, parametres).status_code == 200

    def test_a_foreign_accept_language_changes_nothing(self, client, accueil, adresse):
        response = client.get(adresse, headers={"accept-language": "xx;q=abc, klingon"})
        assert response.status_code == 200


class TestPageDeRecherche:
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
        response = client.get(reverse("search:suggestions"), {"q": q[:4000]})
        assert response.status_code == 200
