"""What the templates of search make of results: words in context, and what to do without any."""

import pytest
from django.utils.safestring import SafeString

from search.templatetags.extraits_tags import AVANT, en_contexte
from tests.factories import RessourcePageFactory, ThemePageFactory

LONG = "mot " * 40


class TestEnContexte:
    @pytest.mark.parametrize(
        ("extrait", "attendu"),
        [
            ("Un <mark>budget</mark> ouvert", "Un <mark>budget</mark> ouvert"),
            (LONG, LONG),
            ("", ""),
        ],
    )
    def test_leaves_what_needs_no_cut(self, extrait, attendu):
        assert en_contexte(SafeString(extrait)) == attendu

    def test_the_marked_word_comes_early(self):
        coupe = en_contexte(
            SafeString(f"{LONG}&lt;i&gt; <mark>budget</mark> puis <mark>deux</mark>")
        )
        assert coupe.startswith("… mot")
        assert coupe.index("<mark>") <= AVANT + 2
        assert coupe.endswith("<mark>budget</mark> puis <mark>deux</mark>")


class TestSansResultat:
    @pytest.fixture(autouse=True)
    def _contenus(self, db):
        self.theme = ThemePageFactory()
        RessourcePageFactory(title="Budget participatif", nature="guide")

    def test_offers_the_themes(self, client):
        page = client.get("/recherche/?q=zyxwv").content.decode()
        assert f'href="?theme={self.theme.slug}"' in page
        assert self.theme.title in page

    def test_offers_each_word_without_the_filters(self, client):
        page = client.get("/recherche/?q=budget+velo&niveau=information")
        texte = page.content.decode()
        assert "Rien ne correspond" in texte
        assert 'href="?q=budget"' in texte
        assert 'href="?q=velo"' in texte

    def test_costs_the_same_whatever_the_number_of_themes(self, client, count_queries):
        client.get("/recherche/?q=zyxwv")
        peu = count_queries(client.get, "/recherche/?q=zyxwv")
        ThemePageFactory.create_batch(5)
        client.get("/recherche/?q=zyxwv")  # facets are read again, once for a version of the index
        assert count_queries(client.get, "/recherche/?q=zyxwv") == peu
