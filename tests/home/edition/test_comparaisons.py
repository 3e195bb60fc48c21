"""History in words: what changed in each field, as an editor would say it; nothing unescaped."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from ressources.models import Etiquette, FichierRessource, RessourceLiee, RessourceTheme
from tests.factories import (
    DocumentFactory,
    ImageFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)

PIEGE = "<script>alert(1)</script>"


def bloc(genre: str, valeur, cle: str = "b1") -> list:
    return [{"type": genre, "value": valeur, "id": cle}]


def lire(html: str) -> str:
    """« [-before-] » and « [+after+] », the rest as it is read."""
    html = re.sub(r'<span class="w-sr-only">.*?</span>', "", html)
    html = re.sub(
        r'<(?:del|div|li)[^>]*class="[^"]*deletion[^"]*"[^>]*>(.*?)</(?:del|div|li)>',
        r"[-\1-]",
        html,
        flags=re.S,
    )
    html = re.sub(
        r'<(?:ins|div|li)[^>]*class="[^"]*addition[^"]*"[^>]*>(.*?)</(?:ins|div|li)>',
        r"[+\1+]",
        html,
        flags=re.S,
    )
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture
def comparer(valider, redaction):
    """`comparer(change)`: the screen of the differences that `change(page)` makes."""

    def _comparer(change, depart=lambda page: None, **champs) -> str:
        page = valider(RessourcePageFactory, live=False, verifie_le=None, **champs)
        depart(page)
        avant = page.save_revision()
        change(page)
        apres = page.save_revision()
        url = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, avant.pk, apres.pk])
        html = redaction.get(url).content.decode()
        return html[html.index("<main") :]

    return _comparer


def poser(**champs):
    def change(page):
        for champ, valeur in champs.items():
            setattr(page, champ, valeur)

    return change


@pytest.mark.parametrize(
    ("champ", "avant", "apres", "attendu"),
    [
        ("title", "Un titre", "Un autre", "Un [-titre-][+autre+]"),
        ("resume", "Deux lignes", "Trois lignes", "[-Deux-][+Trois+] lignes"),
        ("nature", "guide", "outil", "[-Guide-][+Outil+]"),
        ("provenance", "anct", "collectivite", "[-ANCT-][+Collectivité+]"),
        ("source", "", "Ville de Lorient", "[+Ville de Lorient+]"),
        ("lien_externe", "", "https://a.fr/x", "[+https://a.fr/x+]"),
        ("duree_lecture", None, 12, "[+12+]"),
        ("publics", ["commune", "epci"], ["commune"], "Commune , [-Intercommunalité-]"),
        ("strates", [], ["moins_3500"], "[+Moins de 3 500 habitants+]"),
        ("niveaux", [], ["co_construction"], "[+Co-construction+]"),
        ("a_revoir_le", date(2027, 1, 4), date(2028, 5, 6), "[-4 janvier 2027-][+6 mai 2028+]"),
        ("verifie_le", None, date(2026, 8, 1), "[+1er août 2026+]"),
    ],
)  # fmt: skip
def test_each_field_says_its_change(comparer, champ, avant, apres, attendu):
    page = {champ: avant} if champ != "verifie_le" else {}
    lu = lire(comparer(poser(**{champ: apres}), **page))
    assert re.sub(r" ,", ",", attendu) in re.sub(r" ,", ",", lu), lu


@pytest.mark.parametrize(
    ("genre", "avant", "apres", "attendu"),
    [
        ("rich_text", "<p>Un mot</p>", "<p>Un <b>chat</b></p>", "Un [-mot-][+chat+]"),
        ("heading", {"text": "A", "rank": "section"}, {"text": "A", "rank": "subsection"},
         "[-Partie-][+Sous-partie+]"),
        ("alert", {"kind": "info", "title": "T", "text": "<p>x</p>"},
         {"kind": "warning", "title": "T", "text": "<p>x</p>"}, "[-Information-][+Attention+]"),
        ("steps", {"title": "", "items": [{"title": "Un", "when": "", "text": ""}]},
         {"title": "", "items": [{"title": "Deux", "when": "", "text": ""}]}, "[-Un-][+Deux+]"),
    ],
    ids=["texte", "titre", "alerte", "étapes"],
)  # fmt: skip
def test_the_body_says_what_changed(comparer, genre, avant, apres, attendu):
    lu = lire(comparer(poser(body=bloc(genre, apres)), body=bloc(genre, avant)))
    assert attendu in lu, lu


class TestCeQuiPend:
    def test_a_theme_that_is_added_is_named(self, comparer):
        theme = ThemePageFactory(title="L’eau en partage")
        lu = lire(comparer(lambda page: page.themes_lies.add(RessourceTheme(theme=theme))))
        assert "L’eau en partage" in lu and "Thèmes" in lu

    def test_a_file_a_pick_and_a_word_too(self, comparer):
        def change(page):
            page.fichiers.add(FichierRessource(document=DocumentFactory(title="Le règlement")))
            page.liees.add(RessourceLiee(ressource=RessourcePageFactory(title="La voisine")))
            page.tags.add(Etiquette.objects.create(name="tirage au sort", slug="tirage-au-sort"))

        lu = lire(comparer(change))
        for attendu in ("Le règlement", "La voisine", "[+tirage au sort+]"):
            assert attendu in lu, lu

    def test_the_owner_is_named(self, comparer):
        avant = UserFactory(first_name="Anne", last_name="Le Goff")
        apres = UserFactory(first_name="Karim", last_name="Diallo")
        lu = lire(comparer(poser(responsable=apres), responsable=avant))
        assert "[-Anne Le Goff-][+Karim Diallo+]" in lu, lu

    def test_an_image_shows_its_new_text(self, comparer):
        image = ImageFactory()

        def valeur(texte):
            figure = {"image": image.pk, "alt_text": texte, "decorative": False}
            return {"image": figure, "caption": ""}

        change = poser(body=bloc("image", valeur("Une halle neuve")))
        lu = lire(comparer(change, body=bloc("image", valeur("Une halle"))))
        assert "neuve" in lu, lu


@pytest.mark.parametrize("champ", ["title", "resume", "source"])
def test_nothing_is_left_unescaped(comparer, champ):
    assert PIEGE not in comparer(poser(**{champ: PIEGE}))


def test_nor_in_the_body(comparer):
    assert PIEGE not in comparer(poser(body=bloc("heading", {"text": PIEGE, "rank": "section"})))


def test_the_screen_is_in_french(comparer):
    lu = lire(comparer(poser(title="Un autre titre")))
    assert "Comparaison" in lu or "Comparer" in lu, lu


class TestEtiquettes:
    @pytest.fixture
    def etiquettes(self, db):
        noms = ("aînés", "concertation", "rural")
        return [Etiquette.objects.create(name=nom, slug=f"mot-{n}") for n, nom in enumerate(noms)]

    def test_another_order_is_no_difference(self, comparer, etiquettes):
        def change(page):
            page.tags.set(etiquettes[::-1])
            page.resume = "Autre."

        html = comparer(change, depart=lambda page: page.tags.set(etiquettes))
        assert "Étiquettes" not in html

    def test_the_others_stay_as_they_are(self, comparer, etiquettes):
        def change(page):
            page.tags.set([etiquettes[2], etiquettes[0]])

        lu = lire(comparer(change, depart=lambda page: page.tags.set(etiquettes)))
        assert "aînés, [-concertation-], rural" in lu, lu


class TestChoix:
    def test_the_order_of_choices_is_no_difference(self, comparer):
        html = comparer(
            poser(publics=["epci", "commune"], resume="Autre."), publics=["commune", "epci"]
        )
        assert "Pour quelles collectivités" not in html

    def test_one_more_is_the_only_difference(self, comparer):
        lu = lire(comparer(poser(publics=["epci", "commune"]), publics=["epci"]))
        assert "[-" not in lu and "[+Commune" in lu, lu


class TestSansCouleur:
    """What a screen reader says, and what is seen without colours."""

    def dit(self, html: str) -> str:
        return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())

    def test_words_say_what_was_added_and_removed(self, comparer):
        html = comparer(poser(resume="Trois lignes"), resume="Deux lignes")
        assert "<del" in html and "<ins" in html
        assert "[retiré : Deux] [ajouté : Trois] lignes" in self.dit(html)

    def test_of_a_block_and_of_a_line_too(self, comparer):
        def change(page):
            page.body = bloc("rich_text", "<p>Un texte.</p>")
            page.themes_lies.add(RessourceTheme(theme=ThemePageFactory(title="L’eau")))

        html = comparer(change)
        assert html.count('<p class="tec-difference">Ajouté</p>') == 2


class TestCorps:
    AVANT = [
        *bloc("rich_text", "<p>Pareil.</p>", "a"),
        *bloc("rich_text", "<p>Un texte.</p>", "b"),
    ]

    def test_only_the_blocks_that_differ_are_shown(self, comparer):
        apres = [self.AVANT[0], *bloc("rich_text", "<p>Un autre texte.</p>", "b")]
        lue = lire(comparer(poser(body=apres), body=self.AVANT))
        assert "autre" in lue
        assert "Pareil" not in lue

    def test_the_marks_of_the_text_editor_are_no_change(self, comparer):
        marquee = [
            *bloc("rich_text", '<p data-block-key="x1y2z">Pareil.</p>', "a"),
            *bloc("rich_text", '<p data-block-key="k9">Un texte.</p>', "b"),
        ]
        lue = lire(comparer(poser(body=marquee, resume="Autre."), body=self.AVANT))
        assert "Pareil" not in lue
        assert "Un texte" not in lue

    def test_another_order_shows_them_all(self, comparer):
        lue = lire(comparer(poser(body=self.AVANT[::-1]), body=self.AVANT))
        assert "Pareil" in lue
        assert "Un texte" in lue
