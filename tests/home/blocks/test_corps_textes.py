import re

import pytest
from django.core.exceptions import ValidationError

from home.blocks import CorpsBlock
from home.blocks.sommaire import ancre_de, sommaire

TITRES = re.compile(r"<h(\d)")


def titre(texte, rang="section"):
    return "heading", {"text": texte, "rank": rang}


class TestNiveaux:
    def test_in_a_page_sections_are_h2(self, html):
        rendu = html(titre("A"), titre("B", "subsection"), titre("C"))
        assert TITRES.findall(rendu) == ["2", "3", "2"]

    def test_inside_another_section_they_are_h3(self, html):
        rendu = html(titre("A"), titre("B", "subsection"), niveau=3)
        assert TITRES.findall(rendu) == ["3", "4"]

    def test_a_block_is_one_level_below_the_heading_before_it(self, html):
        alerte = ("alert", {"kind": "info", "title": "Délai", "text": ""})
        rendu = html(alerte, titre("A"), alerte, titre("B", "subsection"), alerte)
        assert TITRES.findall(rendu) == ["2", "2", "3", "3", "4"]

    def test_a_subsection_first_does_not_skip_a_level(self, html):
        rendu = html(titre("A", "subsection"), titre("B"), titre("C", "subsection"))
        assert TITRES.findall(rendu) == ["2", "2", "3"]

    def test_never_beyond_h6(self, html):
        rendu = html(titre("A"), titre("B", "subsection"), niveau=6)
        assert TITRES.findall(rendu) == ["6", "6"]


class TestSommaire:
    @pytest.mark.parametrize(
        ("texte", "ancre"),
        [
            ("L’été à l’école", "partie-l-ete-a-l-ecole"),
            ("L'été à l'école", "partie-l-ete-a-l-ecole"),
            ("Au cœur du bourg", "partie-au-coeur-du-bourg"),
            ("???", "partie-sans-titre"),
            ("", "partie-sans-titre"),
        ],
    )
    def test_an_anchor_is_plain_ascii(self, texte, ancre):
        assert ancre_de(texte) == ancre

    def test_same_titles_have_different_anchors_that_are_in_the_page(self, corps, html):
        blocs = [titre("Bilan"), titre("Bilan"), titre("Bilan 2"), titre("Bilan")]
        entrees = sommaire(corps(*blocs))
        ancres = [entree["ancre"] for entree in entrees]
        assert len(set(ancres)) == 4
        rendu = html(*blocs)
        assert re.findall(r'id="([^"]+)"', rendu) == ancres

    def test_only_sections(self, corps):
        blocs = [titre(nom) for nom in "ABCD"] + [titre("E", "subsection")]
        assert [entree["titre"] for entree in sommaire(corps(*blocs))] == list("ABCD")

    def test_three_sections_need_none(self, corps):
        assert sommaire(corps(titre("A"), titre("B"), titre("C"))) == []

    def test_an_empty_body_has_none(self, corps):
        assert sommaire(corps()) == sommaire(None) == []


class TestTextes:
    def test_what_editors_type_is_escaped(self, html):
        rendu = html(titre("<script>"), ("quote", {"text": "<b>", "author": "&"}))
        assert "<script>" not in rendu
        assert "&lt;b&gt;" in rendu

    def test_a_quotation_is_a_figure(self, html):
        rendu = html(("quote", {"text": "Venez.", "author": "Une élue", "role": "Commune"}))
        assert re.search(r"<figure.*<blockquote>.*Venez\..*<figcaption>.*Une élue", rendu, re.S)

    def test_a_quotation_may_have_no_author(self, html):
        assert "figcaption" not in html(("quote", {"text": "Venez."}))

    def test_a_callout_without_title_is_a_highlight(self, html):
        assert "fr-highlight" in html(("callout", {"title": "", "text": "<p>A</p>"}))
        assert "fr-callout" in html(("callout", {"title": "T", "text": "<p>A</p>"}))

    @pytest.mark.parametrize(
        ("genre", "mot"),
        [
            ("info", "Information"),
            ("warning", "Attention"),
            ("success", "Réussite"),
            ("error", "Erreur à éviter"),
        ],
    )
    def test_an_alert_says_its_kind_in_words_and_interrupts_nobody(self, html, genre, mot):
        rendu = html(("alert", {"kind": genre, "title": "T", "text": "<p>A</p>"}))
        assert f"fr-alert--{genre}" in rendu
        assert mot in rendu
        assert 'role="alert"' not in rendu

    def test_an_accordion_needs_no_script(self, html):
        rendu = html(("accordion", {"items": [{"title": "Qui ?", "text": "<p>Vous.</p>"}]}))
        assert re.search(r"<details.*<summary.*Qui \?.*</summary>.*Vous\..*</details>", rendu, re.S)
        assert "fr-collapse" not in rendu

    def test_steps_are_an_ordered_list(self, html):
        rendu = html(("steps", {"title": "", "items": [{"title": "Annoncer", "when": "Mars"}]}))
        assert re.search(r"<ol.*<li.*Mars.*Annoncer", rendu, re.S)
        assert not TITRES.search(rendu)

    def test_key_figures_give_their_source(self, html):
        element = {"value": "3 €", "label": "par habitant", "source": "INSEE"}
        rendu = html(("key_figures", {"items": [element]}))
        assert re.search(r"<ul.*3 €.*par habitant.*Source.*INSEE", rendu, re.S)


@pytest.mark.parametrize("nom", ["accordion", "steps", "key_figures"])
def test_an_empty_list_is_refused_but_not_in_a_draft(nom):
    bloc = CorpsBlock().child_blocks[nom]
    vide = bloc.to_python({"items": []})
    bloc.clean_deferred(vide)
    with pytest.raises(ValidationError):
        bloc.clean(vide)
