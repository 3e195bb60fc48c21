import re

import pytest
from django.utils.translation import override

from tests.factories import ContenuPageFactory, DocumentFactory, traduite


def paragraphe(html: str):
    return "rich_text", html


class TestLiensExternes:
    def test_it_is_said_and_closed(self, html):
        rendu = html(paragraphe('<p>Voir <a href="https://exemple.example.org/a">le site</a>.</p>'))
        assert 'rel="noopener external"' in rendu
        assert re.search(r"le site<span class=\"fr-sr-only\">.*site externe.*</span></a>", rendu)
        assert "_blank" not in rendu

    def test_each_link_is_said_once(self, html):
        lien = '<a href="https://exemple.example.org/">ici</a>'
        rendu = html(paragraphe(f"<p>{lien} et {lien}</p>"))
        assert rendu.count("site externe") == 2

    @pytest.mark.parametrize(
        "href", ["mailto:a@exemple.example.org", "#partie-bilan", "tel:3939", "/contact/"]
    )
    def test_the_others_are_left_alone(self, html, href):
        rendu = html(paragraphe(f'<p><a href="{href}">ici</a></p>'))
        assert f'<a href="{href}">ici</a>' in rendu

    def test_the_site_itself_is_not_external(self, html, settings):
        settings.WAGTAILADMIN_BASE_URL = "https://tec.example.org"
        rendu = html(paragraphe('<p><a href="https://tec.example.org/eau/">ici</a></p>'))
        assert "site externe" not in rendu
        trompeur = '<p><a href="https://tec.example.org.autre.example.org/">ici</a></p>'
        assert "site externe" in html(paragraphe(trompeur))


class TestLiensInternes:
    def lien(self, page, genre="page"):
        return paragraphe(f'<p><a linktype="{genre}" id="{page.pk}">ici</a></p>')

    def test_it_leads_to_the_page(self, html, db):
        page = ContenuPageFactory()
        assert f'<a href="{page.url}">ici</a>' in html(self.lien(page))

    def test_it_leads_to_the_file(self, html, db):
        document = DocumentFactory()
        assert f'href="{document.url}"' in html(self.lien(document, "document"))

    def test_a_draft_or_a_deleted_page_is_not_linked(self, html, db):
        brouillon, supprimee = ContenuPageFactory(live=False), ContenuPageFactory()
        lien = self.lien(supprimee)
        supprimee.delete()
        assert "href" not in html(self.lien(brouillon), lien)

    def test_it_leads_to_the_reader_s_language(self, html, db):
        page = ContenuPageFactory()
        anglaise = traduite(page, slug="in-english")
        with override("en"):
            assert f'href="{anglaise.url}"' in html(self.lien(page))

    @pytest.mark.parametrize("langue", ["fr", "en"])
    def test_many_links_cost_as_much_as_three(self, corps, count_queries, langue, db):
        pages = ContenuPageFactory.create_batch(12)
        documents = DocumentFactory.create_batch(12)

        def cout(nombre: int) -> int:
            liens = [self.lien(page) for page in pages[:nombre]]
            liens += [self.lien(document, "document") for document in documents[:nombre]]
            body = corps(*liens)
            with override(langue):
                return count_queries(body.stream_block.render, body, {})

        assert cout(12) == cout(3)
