"""Every file that an editor, or somebody else, may give to the import."""

import csv
import re
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.echanges.fichiers import FichierRefuse, nettoyer, nom_de_colonne
from home.echanges.lecture import lire
from home.exports import neutraliser, retablir
from tests.home.echanges.classeurs import en_csv, en_xlsx, membre, retouche

TABLE = [["Référence", "Titre"], ["A1", "Écouter l’été"], ["A2", "Deux ; trois, quatre"]]
FEUILLE = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
# What a spreadsheet writes of an .xlsm, whatever name its code is kept under.
A_MACROS = membre(en_xlsx(TABLE), TYPES).replace(
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
)


def refus(nom: str, contenu: bytes) -> str:
    with pytest.raises(FichierRefuse) as erreur:
        lire(nom, contenu)
    return str(erreur.value)


class TestCsv:
    @pytest.mark.parametrize(
        "separateur", [";", ",", "\t"], ids=["point-virgule", "virgule", "tab"]
    )
    @pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_is_read_whatever_the_spreadsheet_wrote(self, separateur, encodage):
        fichier = lire("a.csv", en_csv(TABLE, separateur=separateur, encodage=encodage))
        assert fichier.entetes == TABLE[0]
        assert fichier.lignes == [(2, TABLE[1]), (3, TABLE[2])]

    def test_a_cell_of_several_lines_does_not_shift_the_numbers(self):
        fichier = lire("a.csv", b'ref;corps\nA;"un\ndeux"\nB;trois\n')
        assert fichier.lignes == [(2, ["A", "un\ndeux"]), (3, ["B", "trois"])]

    def test_a_single_column_is_a_table(self):
        assert lire("a.csv", b"titre\nun, deux\n").lignes == [(2, ["un, deux"])]

    def test_empty_lines_are_nothing(self):
        assert lire("a.csv", b"a;b\n;\n\n1;2\n").lignes == [(4, ["1", "2"])]

    @pytest.mark.parametrize(
        ("contenu", "phrase"),
        [
            (b"", "est vide"),
            (b" \n;;\n", "est vide"),
            (b"ref;titre\n", "qu’une ligne de titres"),
            (b'ref;titre\nA;"ouvert\nB;x\n', "Ligne 2\u00a0: un guillemet"),
            (b'ref;titre\nA;"mal" place\n', "guillemet"),
            (b"ref;titre\nA;x\0y\n", "pas un tableau de texte"),
            ("ref;titre\nA;é\n".encode() + b"B;\xe9\n", "il en mêle deux"),
            ("ref;titre\nA;Ã©tÃ©\n".encode(), "abîmés"),
            ("ref;titre\nA;\ufffdt\ufffd\n".encode(), "abîmés"),
            (b"\x89PNG\r\n\x1a\n\0\0", "pas un tableau"),
            (b"\xef\xbb\xbfref;titre\nA;\xe9\n", "pas un tableau"),
            (b"sep=;\nref;titre\nA;x\n", "Retirez la première ligne"),
            (b"titre;ref;Titre\na;b;c\n", "(A et C)"),
            (b";".join([b"x"] * 61) + b"\n1\n", "60\u00a0colonnes"),
            (b"ref;titre\nA;" + b"x" * 32_001 + b"\n", "Ligne 2, colonne B"),
            (b"ref\n" + b"x\n" * 5_001, "plus de 5\u00a0000\u00a0lignes"),
            (b"ref\n" + b"x\n" * 50_000, "plus de 5\u00a0000\u00a0lignes"),
            (b"x" * (10 * 1024 * 1024 + 1), "10\u00a0Mo"),
        ],
        ids=lambda v: v if isinstance(v, str) else "",
    )
    def test_is_refused_with_a_sentence(self, contenu, phrase):
        assert phrase in refus("a.csv", contenu)

    def test_five_thousand_lines_are_read(self):
        assert len(lire("a.csv", b"ref\n" + b"x\n" * 5_000).lignes) == 5_000

    def test_the_limit_of_python_s_reader_is_put_back(self):
        avant = csv.field_size_limit()
        lire("a.csv", en_csv(TABLE))
        assert csv.field_size_limit() == avant


class TestXlsx:
    def test_values_become_what_the_cell_shows(self):
        lignes = [
            ["ref", "nombre", "date", "heure", "vrai", "décimal", "vide"],
            [1, 12.0, date(2027, 1, 31), datetime(2027, 1, 31), True, 1.5, None],
        ]
        fichier = lire("a.xlsx", en_xlsx(lignes))
        assert fichier.lignes[0][1] == ["1", "12", "2027-01-31", "2027-01-31", "oui", "1.5", ""]

    def test_is_known_by_its_content(self):
        assert lire("a.csv", en_xlsx(TABLE)).entetes == TABLE[0]

    def test_only_the_first_sheet_is_read_and_it_is_said(self):
        contenu = en_xlsx(TABLE, remplir=lambda c: c.create_sheet("Autre").append(["x"]))
        assert "première feuille" in lire("a.xlsx", contenu).remarques[0]

    def test_a_formula_is_seen(self):
        fichier = lire("a.xlsx", en_xlsx([["ref", "titre"], ["A", "=1+1"]]))
        assert fichier.lignes == [(2, ["A", "=1+1"])]

    @pytest.mark.parametrize(
        ("cellule", "phrase"),
        [("A1048576", "au-delà de 50\u00a0000"), ("XFD3", "60\u00a0colonnes")],
    )
    def test_what_stands_far_away_is_not_lost_in_silence(self, cellule, phrase):
        contenu = en_xlsx(TABLE, remplir=lambda c: c.active.__setitem__(cellule, "loin"))
        assert phrase in refus("a.xlsx", contenu)

    @pytest.mark.parametrize(
        ("nom", "contenu", "phrase"),
        [
            ("a.xlsx", en_xlsx(TABLE)[:900], "abîmé"),
            ("a.xlsx", b"PK\x03\x04n'importe quoi", "abîmé"),
            ("a.xlsx", b"bonjour", "abîmé"),
            ("a.xlsx", retouche(en_xlsx(TABLE), {FEUILLE: b"<a><b></a>"}), "abîmé"),
            ("a.xlsx", retouche(en_xlsx(TABLE), {"xl/workbook.xml": b""}), "abîmé"),
            ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "mot de passe"),
            ("a.xlsm", en_xlsx(TABLE), "macros"),
            ("a.xlsx", retouche(en_xlsx(TABLE), {"xl/vbaProject.bin": b"x"}), "macros"),
            ("a.xlsx", retouche(en_xlsx(TABLE), {TYPES: A_MACROS}), "macros"),
            ("a.xls", b"x", "n’est pas lu"),
            (
                "a.xlsx",
                retouche(en_xlsx(TABLE), {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
                "lié à d’autres fichiers",
            ),
            ("a.xlsx", retouche(en_xlsx(TABLE), {"xl/gros.bin": b"0" * 30_000_000}), "démesuré"),
            (
                "a.xlsx",
                retouche(en_xlsx(TABLE), {f"xl/{n}.xml": b"" for n in range(600)}),
                "démesuré",
            ),
        ],
        ids=lambda v: v if isinstance(v, str) else "",
    )
    def test_is_refused_with_a_sentence(self, nom, contenu, phrase):
        assert phrase in refus(nom, contenu)

    def test_entities_are_refused_and_not_expanded(self):
        source = en_xlsx(TABLE)
        piege = b'<!DOCTYPE x [<!ENTITY a "' + b"b" * 100 + b'">]>'
        xml = membre(source, FEUILLE)
        debut = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
        assert openpyxl.DEFUSEDXML  # what refuses them
        assert "abîmé" in refus(
            "a.xlsx", retouche(source, {FEUILLE: xml[:debut] + piege + xml[debut:]})
        )

    def test_one_long_text_repeated_everywhere_is_not_loaded(self):
        contenu = en_xlsx([[f"c{n}" for n in range(50)], *([["x"] * 50] * 40)])
        partage = b'<c t="s"><v>0</v></c>'
        feuille = re.sub(
            rb'<c r="\w+" t="inlineStr"><is><t>x</t></is></c>', partage, membre(contenu, FEUILLE)
        )
        types = membre(contenu, "[Content_Types].xml").replace(
            b"</Types>",
            b'<Override PartName="/xl/sharedStrings.xml" '
            b'ContentType="application/vnd.openxmlformats-'
            b'officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        )
        textes = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'
        ajouts = {
            FEUILLE: feuille,
            "[Content_Types].xml": types,
            "xl/sharedStrings.xml": textes % (b"x" * 31_000),
        }
        assert "trop de texte" in refus("a.xlsx", retouche(contenu, ajouts))


class TestTextes:
    @pytest.mark.parametrize(("rang", "nom"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
    def test_columns_are_named_as_in_a_spreadsheet(self, rang, nom):
        assert nom_de_colonne(rang) == nom

    @given(st.text())
    def test_what_is_cleaned_is_clean(self, texte):
        assert nettoyer(nettoyer(texte)) == nettoyer(texte)

    @given(st.text(alphabet="'=+-@\t\r\nab ", max_size=8))
    def test_what_an_export_protects_comes_back(self, texte):
        assert retablir(neutraliser(texte)) == texte
        assert not neutraliser(texte).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
