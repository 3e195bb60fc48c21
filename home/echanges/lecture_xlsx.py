"""XLSX, opened only once what its archive holds is known to be harmless."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from django.utils.translation import gettext as _
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import (
    CELL_TAG,
    DATA_TAG,
    FORMULA_TAG,
    INLINE_STRING,
    ROW_TAG,
    WorkSheetParser,
)
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from home.echanges.fichiers import COLONNES_MAX, LIGNES_MAX, FichierRefuse
from home.echanges.pesee import TropLourd, peser

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MEMBRES_MAX = 500
DECOMPRESSE_MAX = 50 * 1024 * 1024
RAPPORT_MAX = 200  # of a member bigger than PETIT
PETIT = 1024 * 1024
FEUILLES_MAX = 100
SI_TAG, T_TAG, R_TAG = (f"{{{SHEET_MAIN_NS}}}{nom}" for nom in ("si", "t", "r"))
RANGEES_MAX = LIGNES_MAX * 10  # empty ones included
# Everything that openpyxl, zipfile and defusedxml raise on a broken file (their entities and DTD
# refusals are ValueErrors).
CASSE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    ExpatError,
    LookupError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def en_a_l_air(contenu: bytes) -> bool:
    return contenu.startswith((ZIP, OLE))


def illisible() -> str:
    return _(
        "Ce classeur est abîmé ou incomplet\u00a0: ouvrez-le dans le tableur, enregistrez-le de "
        "nouveau en XLSX, puis recommencez."
    )


def demesure() -> str:
    return _(
        "Ce classeur est démesuré une fois décompressé\u00a0: il n’a pas été ouvert. Copiez ses "
        "lignes dans un classeur neuf."
    )


def macros() -> str:
    return _("Ce classeur contient des macros\u00a0: enregistrez-le en XLSX, sans macros.")


def rangees(contenu: bytes) -> tuple[Iterator[tuple[int, list[str]]], list[str]]:
    if contenu.startswith(OLE):
        raise FichierRefuse(
            _(
                "Ce classeur est protégé par un mot de passe, ou dans l’ancien format XLS\u00a0: "
                "enregistrez-le en XLSX, sans mot de passe."
            )
        )
    with _explique():
        archive = _Archive(io.BytesIO(contenu))
        _verifier_l_archive(archive)
        classeur = _Classeur(archive)
        feuille, remarques = classeur.premiere_feuille()
    return _numerotees(archive, feuille), remarques


@contextmanager
def _explique():
    try:
        yield
    except TropLourd as erreur:
        raise FichierRefuse(demesure()) from erreur
    except CASSE as erreur:
        raise FichierRefuse(illisible()) from erreur


class _Archive(zipfile.ZipFile):
    """Each part is weighed when it is opened, whatever its name and what declares it."""

    def read(self, name, pwd=None):
        with self.open(name) as flux:
            peser(flux)
        return super().read(name, pwd)

    def parcourir(self, nom: str, passager: str, enfant: str):
        """The part, to be read element by element."""
        with self.open(nom) as flux:
            peser(flux, passager.lstrip("{"), enfant.lstrip("{"))
        return self.open(nom)


def _verifier_l_archive(archive: _Archive) -> None:
    membres = archive.infolist()
    enorme = sum(membre.file_size for membre in membres) > DECOMPRESSE_MAX or any(
        membre.file_size > PETIT and membre.file_size > RAPPORT_MAX * max(membre.compress_size, 1)
        for membre in membres
    )
    if len(membres) > MEMBRES_MAX or enorme:
        raise FichierRefuse(demesure())
    noms = {membre.filename.lower() for membre in membres}
    if any("vbaproject" in nom for nom in noms):
        raise FichierRefuse(macros())
    if any(nom.startswith(("xl/externallinks/", "xl/connections")) for nom in noms):
        raise FichierRefuse(
            _(
                "Ce classeur est lié à d’autres fichiers\u00a0: rompez ces liaisons dans le "
                "tableur (menu "
                "«\u00a0Données\u00a0»), enregistrez-le, puis recommencez."
            )
        )


class _Classeur(ExcelReader):
    """Only what a table needs is opened: its texts, its formats of dates, one sheet."""

    def __init__(self, archive: _Archive):
        self.archive = archive
        self.read_only, self.keep_vba, self.data_only, self.keep_links = True, False, False, False
        self.shared_strings = []
        self.read_manifest()
        types = [t.ContentType.lower() for t in (*self.package.Override, *self.package.Default)]
        if any("macroenabled" in nom or "vbaproject" in nom for nom in types):
            raise FichierRefuse(macros())
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(archive, self.wb)

    def read_strings(self):
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.parcourir(part.PartName[1:], SI_TAG, R_TAG) as flux:
            self.shared_strings = list(_textes_partages(flux))

    def premiere_feuille(self) -> tuple["_Feuille", list[str]]:
        if len(self.parser.sheets) > FEUILLES_MAX:
            raise FichierRefuse(demesure())
        feuilles = [
            (feuille, lien.target)
            for feuille, lien in self.parser.find_sheets()
            if lien.target in self.archive.NameToInfo and "chartsheet" not in lien.Type
        ]
        if not feuilles:
            raise FichierRefuse(illisible())
        visibles = [choix for choix in feuilles if choix[0].state == "visible"]
        feuille, chemin = (visibles or feuilles)[0]
        remarques = []
        if len(feuilles) > 1:
            remarques.append(
                _("Seule la première feuille, «\u00a0%(nom)s\u00a0», a été lue.")
                % {"nom": feuille.name}
            )
        return self._ouvrir(chemin), remarques

    def _ouvrir(self, chemin: str) -> "_Feuille":
        return _Feuille(
            self.archive.parcourir(chemin, ROW_TAG, CELL_TAG),
            self.shared_strings,
            epoch=self.wb.epoch,
            date_formats=self.wb._date_formats,
            timedelta_formats=self.wb._timedelta_formats,
        )


class _Feuille(WorkSheetParser):
    """The rows alone, with the cells that are written: no padding, whatever their address."""

    def parse(self):
        for _moment, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
                element.clear()
            elif element.tag == DATA_TAG:
                return

    def parse_cell(self, element) -> dict:
        dedans = element.find(INLINE_STRING) if element.get("t") == "inlineStr" else None
        if dedans is None:
            return super().parse_cell(element)
        element.remove(dedans)
        cellule = super().parse_cell(element)
        if cellule["data_type"] == "inlineStr":
            cellule |= {"value": _texte_riche(dedans), "data_type": "s"}
        return cellule

    def parse_formula(self, element) -> str:
        """As it is written, so that it is seen: no value is computed, no copy is translated."""
        return f"={element.findtext(FORMULA_TAG) or ''}"


def _textes_partages(flux) -> Iterator[str]:
    for _moment, element in iterparse(flux):
        if element.tag == SI_TAG:
            yield _texte_riche(element).replace("x005F_", "")  # as openpyxl does
            element.clear()


def _texte_riche(element) -> str:
    """Without the objects that openpyxl makes of each run, nor what only helps to pronounce."""
    morceaux = []
    for enfant in element:
        if enfant.tag == T_TAG:
            morceaux.append(enfant.text or "")
        elif enfant.tag == R_TAG:
            morceaux += [texte.text or "" for texte in enfant if texte.tag == T_TAG]
    return "".join(morceaux)


def _numerotees(archive: _Archive, feuille: _Feuille) -> Iterator[tuple[int, list[str]]]:
    dernier = 0
    with archive, feuille.source, _explique():
        for rang, (numero, cellules) in enumerate(feuille.parse(), start=1):
            if max(rang, numero) > RANGEES_MAX:
                raise FichierRefuse(
                    _(
                        "Ce classeur s’étend au-delà de 50\u00a0000\u00a0lignes\u00a0: supprimez "
                        "celles qui sont vides, ou découpez-le."
                    )
                )
            if numero > dernier:  # a number that comes back is not a row more
                dernier = numero
                yield numero, _textes(cellules)


def _textes(cellules: list[dict]) -> list[str]:
    """Of a row; what stands too far on the right is not read, but counted."""
    textes: dict[int, str] = {}
    loin = False
    for cellule in cellules:
        if cellule["column"] <= COLONNES_MAX:
            textes[cellule["column"]] = _texte(cellule["value"], cellule["data_type"])
        else:
            loin = loin or cellule["value"] is not None
    largeur = COLONNES_MAX if loin else max(textes, default=0)
    return [textes.get(colonne, "") for colonne in range(1, largeur + 1)] + ["…"] * loin


def _texte(valeur, genre: str) -> str:
    """What the cell shows; a formula keeps its « = », which the dry run refuses."""
    if valeur is None:
        return ""
    if genre == "f":
        return valeur.replace("==", "=", 1)
    if isinstance(valeur, bool):
        return _("oui") if valeur else _("non")
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    if isinstance(valeur, datetime):
        return valeur.date().isoformat() if valeur.time() == time() else valeur.isoformat(" ")
    if isinstance(valeur, date):
        return valeur.isoformat()
    return str(valeur)
