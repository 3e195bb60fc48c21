"""The interface in two languages: complete, with the right plurals, compiled by ourselves."""

from gettext import GNUTranslations
from pathlib import Path

import django
import pytest
import wagtail
from babel.messages import Catalog
from babel.messages.pofile import read_po
from django.utils.translation import gettext, ngettext, override, pgettext

from tec_site import textes


def test_every_text_is_translated():
    """`make textes` adds the new ones to locale/en; somebody has to translate them."""
    assert textes.ecarts() == []


@pytest.mark.parametrize("langue", textes.LANGUES)
def test_catalogues_are_written_as_make_textes_writes_them(langue, tmp_path, monkeypatch):
    attendu = textes.catalogue(langue).read_text()
    copies = {
        code: tmp_path / "locale" / code / "LC_MESSAGES" / "django.po" for code in textes.LANGUES
    }
    for code, copie in copies.items():
        copie.parent.mkdir(parents=True)
        copie.write_text(textes.catalogue(code).read_text())
    monkeypatch.setattr(textes, "catalogue", copies.get)
    textes.mettre_a_jour()
    assert copies[langue].read_text() == attendu


@pytest.mark.parametrize(
    ("langue", "nombre", "attendu"),
    [
        ("fr", 0, "0 résultat"),
        ("fr", 1, "1 résultat"),
        ("fr", 2, "2 résultats"),
        ("en", 0, "0 results"),
        ("en", 1, "1 result"),
        ("en", 2, "2 results"),
    ],
)
def test_plurals(langue, nombre, attendu):
    with override(langue):
        texte = ngettext("%(nombre)s résultat", "%(nombre)s résultats", nombre)
    assert texte % {"nombre": nombre} == attendu


class TestExtraction:
    """A small house of one room, with one text of each kind."""

    @pytest.fixture
    def maison(self, tmp_path, monkeypatch):
        salle = tmp_path / "home"
        (salle / "templates" / "home").mkdir(parents=True)
        (salle / "vue.py").write_text(
            "from django.utils.translation import gettext as _, ngettext, pgettext\n"
            "a = _('Bonjour')\n"
            "b = ngettext('Une page', '%(n)s pages', 2)\n"
            "c = pgettext('mois', 'Mai')\n"
            "d = _(variable)\n"
        )
        (salle / "templates" / "home" / "page.html").write_text(
            "{% load i18n %}\n"
            "  {% blocktranslate count n=n trimmed %}\n"
            "    {{ n }} ville\n"
            "  {% plural %}\n"
            "    {{ n }} villes\n"
            "  {% endblocktranslate %}\n"
            "{% translate 'Ouvrir' context 'bouton' %}\n"
            "{# rien #}\n"
        )
        monkeypatch.setattr(textes, "racine", lambda: tmp_path)
        return tmp_path

    def test_finds_code_and_templates(self, maison):
        trouves = {(message.id, message.context) for message in textes.extraire() if message.id}
        assert trouves == {
            ("Bonjour", None),
            (("Une page", "%(n)s pages"), None),
            ("Mai", "mois"),
            (("%(n)s ville", "%(n)s villes"), None),
            ("Ouvrir", "bouton"),
        }

    def test_french_only_holds_plurals(self, maison):
        textes.mettre_a_jour()
        francais = [message.id for message in textes.lire("fr") if message.id]
        assert sorted(francais) == [("%(n)s ville", "%(n)s villes"), ("Une page", "%(n)s pages")]

    @pytest.mark.parametrize(
        ("anglais", "faute"),
        [
            (("One page", "%(n)s pages"), None),
            (("", ""), "sans traduction"),
            (("One page", "%(m)s pages"), "réserves inconnues"),
            (("One page", "Pages"), "réserves manquantes"),
        ],
    )
    def test_faults_are_named(self, maison, anglais, faute):
        catalogue = Catalog()
        identifiant = ("Une page", "%(n)s pages")
        message = catalogue.add(identifiant, locations=[("home/vue.py", 3)])
        connu = Catalog().add(identifiant, anglais)
        assert textes._faute(message, connu) == (faute or "")

    def test_translations_survive_an_update(self, maison):
        textes.mettre_a_jour()
        po = textes.catalogue("en")
        po.write_text(
            po.read_text().replace('msgid "Bonjour"\nmsgstr ""', 'msgid "Bonjour"\nmsgstr "Hello"')
        )
        (maison / "home" / "vue.py").write_text(
            "from django.utils.translation import gettext as _\n\n\na = _('Bonjour')\n"
        )
        textes.mettre_a_jour()
        assert textes.lire("en").get("Bonjour").string == "Hello"
        assert textes.lire("en").get("Mai", "mois") is None

    def test_compiles_once(self, maison):
        textes.mettre_a_jour()
        assert len(textes.compiler()) == 2
        assert textes.compiler() == []


def test_no_text_of_ours_is_another_one_in_english():
    """« File » would be read « Fichier »: Django, Wagtail or allauth translate it before us."""
    with override("fr"):
        pris = {
            (message.id, lu)
            for message in textes.extraire()
            if isinstance(message.id, str) and message.id
            if (lu := _lu(message)) != message.id
        }
    assert pris == set()


def _lu(message) -> str:
    return pgettext(message.context, message.id) if message.context else gettext(message.id)


class TestReprises:
    """Other words for texts of Django and Wagtail (locale/reprises)."""

    @pytest.mark.parametrize("langue", textes.LANGUES)
    def test_each_replaces_a_text_that_exists(self, langue):
        connus = set()
        for paquet in (django, wagtail):
            for mo in Path(paquet.__file__).parent.rglob("locale/fr/LC_MESSAGES/django.mo"):
                with mo.open("rb") as fichier:
                    connus |= {_singulier(cle) for cle in GNUTranslations(fichier)._catalog}
        with textes.catalogue(langue, dossier=textes.REPRISES).open("rb") as fichier:
            reprises = {_singulier(m.id) for m in read_po(fichier, locale=langue) if m.id}
        assert reprises and reprises - connus == set()

    def test_they_are_what_is_read(self):
        with override("fr"):
            assert gettext("Enter a valid date.").startswith("Ce n’est pas une date")
            assert gettext("Unlocked") == "Sans verrou"
            lu = ngettext("Used %(usage_count)s time", "Used %(usage_count)s times", 2)
        assert lu % {"usage_count": 2} == "Sert 2 fois"


def _singulier(cle) -> str:
    return cle[0] if isinstance(cle, tuple) else cle
