"""XLSX, opened only once what its archive holds is known to be harmless."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.translation import gettext as _

from home.echanges.lecture import COLONNES_MAX, LIGNES_MAX, FichierRefuse

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MEMBRES_MAX = 500
DECOMPRESSE_MAX = 50 * 1024 * 1024
RAPPORT_MAX = 200  # of a member bigger than PETIT
PETIT = 1024 * 1024
BALISES_MAX = 1_000_000  # of a part that openpyxl keeps whole: the sheet itself is read by pieces
FEUILLES_MAX = 100
CELLULES_MAX = 600_000  # of a sheet, empty ones included: twice what may be read
CELLULES_PAR_RANGEE = 16_384  # a row is read whole; no spreadsheet has more columns
_RANGEE_OU_CELLULE = re.compile(rb"<(?:\w+:)?(row|c)[\s>/]")
RANGEES_MAX = LIGNES_MAX * 10  # empty ones included
# Everything that openpyxl, zipfile and defusedxml raise on a broken file (their entities and DTD
# refusals are ValueErrors).
CASSE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
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
    try:
        _verifier_l_archive(contenu)
        # Formulas as they are written, so that they are seen: no value is computed here.
        classeur = openpyxl.load_workbook(
            io.BytesIO(contenu), read_only=True, data_only=False, keep_links=False
        )
        feuille, remarques = _feuille(classeur)
    except FichierRefuse:
        raise
    except CASSE as erreur:
        raise FichierRefuse(illisible()) from erreur
    return _numerotees(classeur, feuille), remarques


def _verifier_l_archive(contenu: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        membres = archive.infolist()
        noms = {membre.filename.lower() for membre in membres}
        enorme = sum(membre.file_size for membre in membres) > DECOMPRESSE_MAX or any(
            membre.file_size > PETIT
            and membre.file_size > RAPPORT_MAX * max(membre.compress_size, 1)
            for membre in membres
        )
        if len(membres) > MEMBRES_MAX or enorme:
            raise FichierRefuse(demesure())
        types = archive.read("[Content_Types].xml").lower()
        if any(_trop_de_balises(archive, membre) for membre in membres):
            raise FichierRefuse(demesure())
    if b"macroenabled" in types or any("vbaproject" in nom for nom in noms):
        raise FichierRefuse(macros())
    if any(nom.startswith(("xl/externallinks/", "xl/connections")) for nom in noms):
        raise FichierRefuse(
            _(
                "Ce classeur est lié à d’autres fichiers\u00a0: rompez ces liaisons dans le "
                "tableur (menu "
                "«\u00a0Données\u00a0»), enregistrez-le, puis recommencez."
            )
        )


def _trop_de_balises(archive: zipfile.ZipFile, membre: zipfile.ZipInfo) -> bool:
    """Each one is an object in memory, ten times what it weighs in the file."""
    if membre.filename.endswith("workbook.xml"):
        return archive.read(membre).count(b"<sheet ") > FEUILLES_MAX
    feuille = membre.filename.startswith("xl/worksheets/")
    balises = de_la_rangee = 0
    with archive.open(membre) as flux:
        while morceau := flux.read(PETIT):
            if not feuille:
                balises += morceau.count(b"<")
            for balise in _RANGEE_OU_CELLULE.finditer(morceau) if feuille else ():
                cellule = balise[1] == b"c"
                balises += cellule
                de_la_rangee = de_la_rangee + 1 if cellule else 0
                if de_la_rangee > CELLULES_PAR_RANGEE:
                    return True
            if balises > (CELLULES_MAX if feuille else BALISES_MAX):
                return True
    return False


def _feuille(classeur):
    visibles = [
        feuille for feuille in classeur.worksheets if feuille.sheet_state == "visible"
    ] or classeur.worksheets
    if not visibles:
        raise FichierRefuse(illisible())
    remarques = []
    if len(classeur.worksheets) > 1:
        remarques.append(
            _("Seule la première feuille, «\u00a0%(nom)s\u00a0», a été lue.")
            % {"nom": visibles[0].title}
        )
    return visibles[0], remarques


def _numerotees(classeur, feuille) -> Iterator[tuple[int, list[str]]]:
    try:
        feuille.reset_dimensions()  # what the file says of its size may be wrong: its cells count
        for numero, rangee in enumerate(feuille.iter_rows(min_row=1), start=1):
            if numero > RANGEES_MAX:
                raise FichierRefuse(
                    _(
                        "Ce classeur s’étend au-delà de 50\u00a0000\u00a0lignes\u00a0: supprimez "
                        "celles qui sont vides, ou découpez-le."
                    )
                )
            yield numero, _textes(rangee)
    except FichierRefuse:
        raise
    except CASSE as erreur:
        raise FichierRefuse(illisible()) from erreur
    finally:
        classeur.close()


def _textes(rangee) -> list[str]:
    """Of a row; what stands too far on the right is not read, but counted."""
    loin = any(cellule.value is not None for cellule in rangee[COLONNES_MAX:])
    return [_texte(cellule) for cellule in rangee[:COLONNES_MAX]] + ["…"] * loin


def _texte(cellule) -> str:
    """What the cell shows; a formula keeps its « = », which the dry run refuses."""
    valeur = cellule.value
    if valeur is None:
        return ""
    if cellule.data_type == "f":
        return f"={getattr(valeur, 'text', valeur) or ''}".replace("==", "=", 1)
    if isinstance(valeur, bool):
        return _("oui") if valeur else _("non")
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    if isinstance(valeur, datetime):
        return valeur.date().isoformat() if valeur.time() == time() else valeur.isoformat(" ")
    if isinstance(valeur, date):
        return valeur.isoformat()
    return str(valeur)
