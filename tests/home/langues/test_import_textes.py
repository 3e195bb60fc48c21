"""Translating by code: the demo site and imports do as a translator does."""

import re

import pytest
from wagtail_localize.models import Translation

from home.langues.import_textes import traduire
from tests.factories import ContenuPageFactory
from tests.home.langues.conftest import CORPS


def en_anglais(page):
    page.title, page.slug, page.resume = "Pricing water", "pricing-water", "In two lines."
    page.body = [
        CORPS[0] | {"value": {"text": "The method", "rank": "section"}},
        CORPS[1] | {"value": "<p>Measure <b>before</b> you decide.</p>"},
    ]


def test_publishes_the_translation(eau, lire, anglais):
    anglaise = traduire(eau, en_anglais)
    assert (anglaise.alias_of_id, anglaise.live) == (None, True)
    texte = lire("/en/resources/pricing-water/")
    assert "Measure <b>before</b> you decide." in texte and "La méthode" not in texte
    assert "La méthode" in lire(eau.url)


def test_again_changes_only_what_changed(eau, lire):
    traduire(eau, en_anglais)

    def autrement(page):
        en_anglais(page)
        page.resume = "Two better lines."

    traduire(eau, autrement)
    assert Translation.objects.count() == 1
    assert "Two better lines." in lire("/en/resources/pricing-water/")


def test_editors_go_on_from_there(eau, traductrice, lire):
    traduire(eau, en_anglais)
    assert traductrice.client.get(traductrice.ecran(eau)).status_code == 200
    traductrice.traduire(eau, {"La méthode": "How to do it"})
    traductrice.publier(eau)
    assert "How to do it" in lire("/en/resources/pricing-water/")


def test_refuses_a_body_with_fewer_texts(eau, lire):
    def trop_court(page):
        en_anglais(page)
        page.body = [CORPS[0]]

    with pytest.raises(ValueError, match="moins de textes"):
        traduire(eau, trop_court)


class TestLiens:
    """French and English do not always put their links in the same order."""

    @pytest.fixture
    def page(self, eau):
        liens = (
            f'<p><a linktype="page" id="{eau.pk}">L’eau</a> puis '
            '<a href="https://exemple.example.org/">ailleurs</a>.</p>'
        )
        return ContenuPageFactory(
            title="Liens", body=[{"type": "rich_text", "value": liens, "id": "b1"}]
        )

    def remplir(self, html):
        def _remplir(page):
            page.title, page.slug, page.resume = "Links", "links", "Two links."
            page.body = [{"type": "rich_text", "value": html, "id": "b1"}]

        return _remplir

    def test_keep_their_destination(self, page, eau, lire):
        traduire(
            page,
            self.remplir(
                '<p><a href="https://exemple.example.org/">Elsewhere</a>, after '
                f'<a linktype="page" id="{eau.pk}">water</a>.</p>'
            ),
        )
        texte = lire("/en/links/")
        assert '/en/resources/tarifer-l-eau/">water</a>' in texte
        assert re.search(r'href="https://exemple.example.org/"[^>]*>Elsewhere', texte)

    def test_unknown_to_french_is_refused(self, page):
        with pytest.raises(ValueError, match="n’est pas en français"):
            traduire(page, self.remplir('<p><a href="https://autre.example.org/">Other</a></p>'))
