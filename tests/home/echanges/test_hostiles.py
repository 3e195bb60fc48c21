"""Files that an editor, or somebody else, deposits: a French report, nothing kept, little spent."""

import resource
import subprocess
import time
import tracemalloc
from hashlib import shake_128
from subprocess import CalledProcessError, CompletedProcess
from unittest.mock import Mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from home.echanges import lecture_a_part
from home.echanges.fichiers import FichierRefuse
from home.echanges.lecture import lire
from home.echanges.models import Import, LigneImport
from ressources.models import RessourcePage
from tests.home.echanges.classeurs import en_csv, en_xlsx, membre, retouche

pytestmark = pytest.mark.django_db

TABLE = [["Référence", "Titre"], ["R-1", "Écouter l’été"]]
FEUILLE = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
NS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SAIN = en_xlsx(TABLE)
SECONDES, MEMOIRE = 10, 150 * 1024 * 1024


# What it weighs once compressed hides that the rest shrinks a thousand times.
BOURRE = b"<!--%s-->" % shake_128(b"bourre").hexdigest(60_000).encode()


def feuille(corps: bytes) -> bytes:
    return retouche(SAIN, {FEUILLE: b"<worksheet %s>%s%s</worksheet>" % (NS, corps, BOURRE)})


def textes_partages(textes: bytes, chemin: str = "xl/sharedStrings.xml") -> bytes:
    """Declared as Excel does, wherever they are."""
    genre = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    declares = b'<Override PartName="/%s" ContentType="%s"/></Types>' % (
        chemin.encode(),
        genre.encode(),
    )
    types = membre(SAIN, TYPES).replace(b"</Types>", declares)
    return retouche(SAIN, {TYPES: types, chemin: b"<sst %s>%s%s</sst>" % (NS, textes, BOURRE)})


def noms_definis(nombre: int, chemin: str = "xl/workbook.xml") -> bytes:
    noms = b"".join(b'<definedName name="a%d">A</definedName>' % n for n in range(nombre))
    classeur = membre(SAIN, "xl/workbook.xml").replace(
        b"</sheets>", b"</sheets><definedNames>%s</definedNames>" % noms
    )
    types = membre(SAIN, TYPES).replace(b"/xl/workbook.xml", b"/" + chemin.encode())
    return retouche(SAIN, {TYPES: types, chemin: classeur})


def en_utf16(corps: bytes) -> bytes:
    xml = '<?xml version="1.0" encoding="UTF-16"?>' + membre(feuille(corps), FEUILLE).decode()
    return retouche(SAIN, {FEUILLE: xml.encode("utf-16")})


def rires() -> bytes:
    entites = b'<!ENTITY a0 "lol">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
    )
    corps = b'<?xml version="1.0"?><!DOCTYPE x [%s]><worksheet %s>&a9;</worksheet>' % (entites, NS)
    return retouche(SAIN, {FEUILLE: corps})


def feuilles(nombre: int) -> bytes:
    classeur = membre(SAIN, "xl/workbook.xml")
    debut = classeur.index(b"<sheet ")
    fin = classeur.index(b"/>", debut) + 2
    return retouche(
        SAIN, {"xl/workbook.xml": classeur[:fin] + classeur[debut:fin] * nombre + classeur[fin:]}
    )


def cellules_partagees(rangee: int) -> bytes:
    return b"".join(b'<c s="0" t="s"><v>%d</v></c>' % (60 * rangee % 49_000 + n) for n in range(60))


def la_plus_grande() -> bytes:
    textes = b"".join(b"<si><t>t%d</t></si>" % n for n in range(50_000))
    rangees = b"".join(
        b'<row r="%d">%s</row>' % (n, cellules_partagees(n)) for n in range(1, 5_002)
    )
    corps = b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (NS, rangees)
    return retouche(textes_partages(textes), {FEUILLE: corps})


def calcul() -> float:
    """Seconds, those of the processes that read workbooks included."""
    enfants = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + enfants.ru_utime + enfants.ru_stime


CELLULES = b"".join(b"<c><v>%d</v></c>" % (n * 7919 % 99991) for n in range(700_000))
RANGEES = b"".join(b"<row><c><v>%d</v></c></row>" % (n * 7919 % 99991) for n in range(50_000))
VIDES = b"".join(b'<row r="%d">%s</row>' % (n, b"<c/>" * 100) for n in range(1, 7_000))
STYLES = b"<cellXfs>%s</cellXfs>" % (b"<xf/>" * 100_000)
# Each row says that it is 16,384 columns wide: nothing may be made of what it does not hold.
LARGES = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(3, 49_990))
REFUSES = {
    "zero octet": ("a.csv", b"", "est vide"),
    "que des espaces": ("a.xlsx", b" \r\n", "est vide"),
    "sans ligne": ("a.csv", b"ref;titre\n", "qu’une ligne de titres"),
    "xlsx coupe": ("a.xlsx", SAIN[:900], "abîmé"),
    "xlsx sans feuille": ("a.xlsx", retouche(SAIN, {"xl/workbook.xml": b""}), "abîmé"),
    "pdf renomme": (
        "a.csv",
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
        "pas un tableau",
    ),
    "pdf renomme en xlsx": ("a.xlsx", b"%PDF-1.4\n", "pas un tableau"),
    "page web": ("a.csv", b"<!DOCTYPE html><title>x</title>", "pas un tableau"),
    "image": ("a.csv", b"\x89PNG\r\n\x1a\n\0\0", "pas un tableau"),
    "macros par le nom": ("a.xlsm", SAIN, "macros"),
    "macros dedans": ("a.xlsx", retouche(SAIN, {"xl/vbaProject.bin": b"x"}), "macros"),
    "mot de passe": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "mot de passe"),
    "ancien excel": ("a.xls", b"x", "n’est pas lu"),
    "nul": ("a.csv", b"ref;titre\nR-1;x\0y\n", "pas un tableau de texte"),
    "utf-16 sans marque": ("a.csv", en_csv(TABLE, encodage="utf-16-le"), "pas un tableau de texte"),
    "accents abimes": ("a.csv", "ref;titre\nR-1;Ã©tÃ©\n".encode(), "abîmés"),
    "deux encodages": ("a.csv", "ref;titre\nR-1;é\n".encode() + b"R-2;\xe9\n", "il en mêle deux"),
    "guillemet ouvert": ("a.csv", b'ref;titre\nR-1;"ouvert\nR-2;x\n', "guillemet"),
    "titre deux fois": ("a.csv", b"ref;titre;Titre\na;b;c\n", "Deux colonnes portent le titre"),
    "cellule de 32 767": ("a.xlsx", en_xlsx([TABLE[0], ["R-1", "x" * 32_767]]), "32\u00a0000"),
    "50 000 lignes": ("a.csv", b"ref\n" + b"x\n" * 50_000, "plus de 5\u00a0000\u00a0lignes"),
    "50 000 rangees": (
        "a.xlsx",
        feuille(b"<sheetData>%s</sheetData>" % RANGEES),
        "plus de 5\u00a0000\u00a0lignes",
    ),
    "onze mega-octets": ("a.csv", b"x" * (11 * 1024 * 1024), "10\u00a0Mo"),
    "bombe": ("a.xlsx", retouche(SAIN, {"xl/gros.bin": b"0" * 60_000_000}), "démesuré"),
    "cent mille textes": (
        "a.xlsx",
        textes_partages(b"<si><t>%d</t></si>" % 7 * 600_000),
        "démesuré",
    ),
    "textes parmi les feuilles": (
        "a.xlsx",
        textes_partages(b"<si>%s</si>" % (b"<r><t>a</t></r>" * 300_000), "xl/worksheets/ss.xml"),
        "démesuré",
    ),
    "textes immenses": (
        "a.xlsx",
        textes_partages(b"<si><t>%s</t></si>" % (b"a" * 2_000 + "\U0001f600".encode()) * 11_000),
        "démesuré",
    ),
    "cellules vides": (
        "a.xlsx",
        feuille(b"<sheetData>%s</sheetData>" % VIDES),
        "démesuré",
    ),
    "utf-16": ("a.xlsx", en_utf16(b"<row>%s</row>" % (b"<c/>" * 300_000)), "démesuré"),
    "rangees en commentaire": (
        "a.xlsx",
        feuille(b"<row>%s</row>" % ((b"<c/>" * 16_000 + b"<!--<row >-->") * 20)),
        "démesuré",
    ),
    "noms definis": ("a.xlsx", noms_definis(100_000), "démesuré"),
    "noms definis parmi les feuilles": (
        "a.xlsx",
        noms_definis(100_000, "xl/worksheets/wb.xml"),
        "démesuré",
    ),
    "styles": (
        "a.xlsx",
        retouche(SAIN, {"xl/styles.xml": b"<styleSheet %s>%s</styleSheet>" % (NS, STYLES)}),
        "démesuré",
    ),
    "rangee sans fin": ("a.xlsx", feuille(b"<row>%s</row>" % CELLULES[:4_000_000]), "démesuré"),
    "milliers de feuilles": ("a.xlsx", feuilles(5_000), "démesuré"),
    "milliers de fichiers": (
        "a.xlsx",
        retouche(SAIN, {f"xl/{n}.xml": b"" for n in range(600)}),
        "démesuré",
    ),
    "noms immenses": (
        "a.xlsx",
        feuille(
            b'<sheetData xmlns:x="%s">%s</sheetData>'
            % (b"u" * 50_000, b"".join(b"<x:a%d/>" % n for n in range(1_000)))
        ),
        "démesuré",
    ),
    "noms tous differents": (
        "a.xlsx",
        feuille(b"<row>%s</row>" % b"".join(b"<a%d/>" % n for n in range(9_000))),
        "démesuré",
    ),
    "attributs tous differents": (
        "a.xlsx",
        feuille(b"".join(b'<row><c a%d=""/></row>' % n for n in range(9_000))),
        "démesuré",
    ),
    "prefixes tous differents": (
        "a.xlsx",
        feuille(b"".join(b'<row xmlns:a%d="u"/>' % n for n in range(9_000))),
        "démesuré",
    ),
    "commentaire immense": ("a.xlsx", feuille(b"<!--%s-->" % (b" " * 5_000_000)), "démesuré"),
    "instruction immense": ("a.xlsx", feuille(b"<?a %s?>" % (b"x" * 5_000_000)), "démesuré"),
    "valeur immense": ("a.xlsx", feuille(b'<row a="%s"/>' % (b" " * 5_000_000)), "démesuré"),
    "xml profond": ("a.xlsx", feuille(b"<a>" * 50_000 + b"</a>" * 50_000), "vide"),
    "milliard de rires": ("a.xlsx", rires(), "abîmé"),
}


@pytest.fixture
def deposer(client, redactrice):
    client.force_login(redactrice)

    def _deposer(contenu: bytes, nom: str):
        fichier = SimpleUploadedFile(nom, contenu)
        return client.post(
            reverse("echanges:liste", args=["ressources"]), {"fichier": fichier}, follow=True
        )

    return _deposer


class TestRefuses:
    @pytest.mark.parametrize(("nom", "contenu", "phrase"), REFUSES.values(), ids=REFUSES)
    def test_is_explained_and_leaves_nothing(self, deposer, nom, contenu, phrase):
        debut = calcul()
        tracemalloc.start()
        reponse = deposer(contenu, nom)
        memoire = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert reponse.status_code == 422
        assert phrase in str(reponse.context["form"].errors)
        assert not Import.objects.exists() and not LigneImport.objects.exists()
        assert calcul() - debut < SECONDES and memoire < MEMOIRE


class TestBornes:
    """Whatever a workbook makes its parser do, it ends with the process that reads it."""

    @pytest.mark.parametrize(
        ("borne", "valeur", "phrase"),
        [
            ("CALCUL", 1, "démesuré"),
            ("MEMOIRE", 80 * 1024**2, "démesuré"),
            ("HORLOGE", 0.2, "pour le moment"),
        ],
    )
    def test_a_reader_at_its_limit_is_a_refusal(self, monkeypatch, caplog, borne, valeur, phrase):
        monkeypatch.setattr(lecture_a_part, borne, valeur)
        with pytest.raises(FichierRefuse, match=phrase):
            lire("a.xlsx", la_plus_grande())
        assert "A workbook was not read" in caplog.text

    @pytest.mark.parametrize(
        "panne",
        [
            OSError("no room for a process"),
            CalledProcessError(-9, "python", stderr=b""),
            CompletedProcess("python", 0, stdout=b"{"),
        ],
        ids=["no process", "killed", "half an answer"],
    )
    def test_a_reader_that_fails_says_nothing_of_the_workbook(self, monkeypatch, panne):
        monkeypatch.setattr(subprocess, "run", Mock(side_effect=[panne]))
        with pytest.raises(FichierRefuse, match="pour le moment"):
            lire("a.xlsx", SAIN)

    def test_a_long_text_in_every_cell_is_held_once(self):
        """4 kB of file that would be 618 copies of 32,000 signs of four bytes each."""
        texte = "\U0001f389" * 31_999
        titres = b"".join(b"<c><v>%d</v></c>" % rang for rang in range(25))
        rangees = b"<row>%s</row>" % (b'<c t="s"><v>0</v></c>' * 25) * 24
        corps = b"<worksheet %s><sheetData><row>%s</row>%s</sheetData></worksheet>"
        classeur = textes_partages(b"<si><t>%s</t></si>" % texte.encode())
        tracemalloc.start()
        fichier = lire("a.xlsx", retouche(classeur, {FEUILLE: corps % (NS, titres, rangees)}))
        memoire = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert fichier.lignes[-1][1][-1] == texte
        assert memoire < 20 * 1024**2

    def test_a_refusal_is_said_in_the_language_of_who_asks(self):
        with override("en"), pytest.raises(FichierRefuse, match="outsized"):
            lire("a.xlsx", noms_definis(100_000))


class TestLus:
    """What looks hostile and is only a spreadsheet's habit."""

    def test_empty_cells_far_away_cost_nothing(self, deposer):
        tete = membre(SAIN, FEUILLE)
        corps = tete.replace(b"</sheetData>", LARGES + b"</sheetData>")
        debut = calcul()
        assert deposer(retouche(SAIN, {FEUILLE: corps}), "a.xlsx").status_code == 200
        assert calcul() - debut < SECONDES
        assert LigneImport.objects.get().valeurs == TABLE[1]

    def test_the_largest_table_that_is_promised(self):
        fichier = lire("a.xlsx", la_plus_grande())
        assert (
            len(fichier.lignes) == 5_000 and fichier.lignes[-1][1][0] == f"t{60 * 5_001 % 49_000}"
        )

    @pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
    def test_accents_are_read_in_every_encoding(self, deposer, encodage):
        lignes = [["Référence", "Titre"], ["R-1", "Écouter l'été"]]
        assert deposer(en_csv(lignes, encodage=encodage), "a.csv").status_code == 200
        assert LigneImport.objects.get().valeurs == ["R-1", "Écouter l'été"]

    def test_what_cannot_be_seen_is_dropped(self, deposer):
        deposer(en_csv([["Référence", "Titre"], ["R-1", "a\x07b\ufffec"]]), "a.csv")
        assert LigneImport.objects.get().valeurs[1] == "abc"

    def test_the_name_of_the_file_is_no_code_and_no_path(self, deposer):
        page = deposer(en_csv(TABLE), "../<script>x<br>.csv").content.decode()
        assert "<script>x" not in page and "../" not in Import.objects.get().nom_du_fichier


class TestRapport:
    """Hostile lines of a good file: each is reported, none is written."""

    @pytest.mark.parametrize(
        ("ligne", "phrase"),
        [
            (["R-2", '=HYPERLINK("http://x")'], "contient une formule"),
            (["R-2", "=cmd|' /C calc'!A0"], "contient une formule"),
            (["R-1", "Encore"], "La même référence est en ligne 2"),
            (["R-2", "#REF!"], "pas su calculer"),
            (["R-2", "x" * 31_999], "raccourcissez ce texte à 255"),
        ],
        ids=["formule", "commande", "reference double", "erreur de calcul", "texte long"],
    )
    @pytest.mark.parametrize("forme", ["csv", "xlsx"])
    def test_each_says_why(self, essayer, forme, ligne, phrase):
        lignes = [*TABLE, ligne]
        contenu = en_xlsx(lignes) if forme == "xlsx" else en_csv(lignes)
        import_ = essayer(contenu, nom=f"a.{forme}")
        assert phrase in str(import_.lignes.get(numero=3).erreurs)
        assert not RessourcePage.objects.exists()
