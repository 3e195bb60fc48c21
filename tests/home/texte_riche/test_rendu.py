"""The small Markdown of messages: what it makes, what it leaves as typed, and nothing else."""

import re
import time
from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from home.texte_riche import en_texte, rendre
from home.texte_riche.rendu import ATTRIBUTS, BALISES, SCHEMAS
from tests.attaques import toutes


class Lecteur(HTMLParser):
    """Every element, every attribute; each `href` as a browser reads it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.vus: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.vus.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag


def fautes(html: str) -> list[str]:
    lecteur = Lecteur()
    lecteur.feed(html)
    trouvees = []
    for balise, attributs in lecteur.vus:
        permis = ATTRIBUTS.get(balise, set()) | ({"rel"} if balise == "a" else set())
        if balise not in BALISES or set(attributs) - permis:
            trouvees.append(f"{balise} {attributs}")
        lue = re.sub(r"[\t\n\r]", "", attributs.get("href") or "").lstrip(
            "".join(map(chr, range(33)))
        )
        schema = re.match(r"([a-z][a-z0-9+.-]*):", lue, re.I)  # as the URL standard reads it
        if schema and schema[1].lower() not in SCHEMAS:
            trouvees.append(attributs["href"])
    return trouvees


class TestCeQuiSeMetEnForme:
    @pytest.mark.parametrize(
        ("source", "html"),
        [
            ("Bonjour", "<p>Bonjour</p>"),
            ("**fort** et *penché*", "<p><strong>fort</strong> et <em>penché</em></p>"),
            ("une ligne\nl’autre", "<p>une ligne<br>\nl’autre</p>"),
            ("un\n\ndeux", "<p>un</p>\n<p>deux</p>"),
            ("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"),
            ("3. trois\n4. quatre", '<ol start="3">\n<li>trois</li>\n<li>quatre</li>\n</ol>'),
            ("> cité", "<blockquote>\n<p>cité</p>\n</blockquote>"),
            ("", ""),
        ],
    )
    def test_becomes_html(self, source, html):
        assert rendre(source) == html

    @pytest.mark.parametrize(
        "source",
        ["[le texte](https://a.example/x)", "https://a.example/x", "<https://a.example/x>"],
    )
    def test_a_link_says_nothing_of_who_reads(self, source):
        html = rendre(source)
        assert 'href="https://a.example/x"' in html
        assert 'rel="nofollow ugc noopener noreferrer"' in html

    def test_a_bare_name_of_site_stays_a_word(self):
        assert "<a" not in rendre("Voyez mairie.fr, www.a.example ou nom@a.example")

    def test_the_filter_of_templates(self):
        gabarit = Template("{% load texte_riche %}{{ texte|texte_riche }}")
        assert gabarit.render(Context({"texte": "**oui**"})) == "<p><strong>oui</strong></p>"


class TestCeQuiReste:
    @pytest.mark.parametrize(
        "source",
        [
            "# un titre",
            "un titre\n===",
            "`du code`",
            "```\ndu code\n```",
            "[a]: /adresse",
            "---",
            "| a | b |",
        ],
    )
    def test_other_signs_stay_as_they_were_typed(self, source):
        assert en_texte(source) == " ".join(source.split())

    def test_an_image_is_a_link(self):
        assert rendre("![plan](https://a.example/p.png)").startswith('<p>!<a href="https://a.')

    @pytest.mark.parametrize(
        ("source", "attendu"),
        [
            ("**En retard**, dont une", "En retard, dont une"),
            ("- *un* soir\n- deux", "un soir deux"),
            ("Ceci\u00a0: 1\u202f000\u00a0€", "Ceci\u00a0: 1\u202f000\u00a0€"),
            ("un  [lien](https://a.example).\n\nDeux", "un lien. Deux"),
        ],
    )
    def test_its_words_are_spaced_as_they_are_read(self, source, attendu):
        assert en_texte(source) == attendu

    def test_tags_are_words(self):
        assert en_texte("<b>gras</b> & <i>") == "<b>gras</b> & <i>"


class TestCeQuiAttaque:
    def test_the_corpus_is_large(self):
        assert len(toutes()) >= 300

    @pytest.mark.parametrize("attaque", toutes())
    def test_makes_nothing_but_words(self, attaque):
        assert fautes(rendre(attaque)) == []

    @given(
        st.text(alphabet=st.sampled_from("<>[]()!*_-#`&;:/\"'\\ \n\tajsvrpt{}%=.1"), max_size=80)
    )
    def test_whatever_is_typed(self, source):
        assert fautes(rendre(source)) == []

    @pytest.mark.parametrize("signe", ["[", "*", "> ", "- ", "![", "<", "\\", "[](", "**a ", "`"])
    def test_takes_no_time_that_grows_fast(self, signe):
        """Ten thousand signs at most (champs.py): no nesting makes a page wait."""
        debut = time.perf_counter()
        rendre(signe * (10_000 // len(signe)))
        assert time.perf_counter() - debut < 5
