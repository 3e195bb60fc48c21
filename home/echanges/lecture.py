"""Reads CSV or XLSX into headers and rows of text; refuses in French what cannot be trusted."""

from pathlib import PurePath

from django.utils.translation import gettext as _

from home.echanges import lecture_a_part, lecture_csv, lecture_xlsx
from home.echanges.fichiers import Fichier, FichierRefuse, composer

TAILLE_MAX = 10 * 1024 * 1024

# How files that are no table begin, whatever they are called: some could be read as one cell.
AUTRES_FORMATS = (
    b"%pdf-",
    b"\x89png",
    b"\xff\xd8\xff",
    b"gif8",
    b"{\\rtf",
    b"<!doctype",
    b"<html",
    b"<?xml",
    b"\x7felf",
    b"mz\x90",
    b"\x1f\x8b",
    b"rar!",
    b"7z\xbc",
)


def lire(nom: str, contenu: bytes) -> Fichier:
    """The table held by a file that was just uploaded; raises FichierRefuse."""
    if not contenu.strip():
        raise FichierRefuse(_("Ce fichier est vide."))
    if len(contenu) > TAILLE_MAX:
        raise FichierRefuse(
            _("Ce fichier dépasse 10\u00a0Mo\u00a0: découpez-le en plusieurs fichiers.")
        )
    suffixe = PurePath(nom).suffix.lower()
    if suffixe in {".xlsm", ".xltm", ".xlsb", ".xlam"}:
        raise FichierRefuse(lecture_xlsx.macros())
    if suffixe in {".xls", ".ods", ".numbers", ".xltx"}:
        raise FichierRefuse(
            _("Ce format n’est pas lu\u00a0: enregistrez le tableau en XLSX ou en CSV.")
        )
    if lecture_xlsx.en_a_l_air(contenu):
        return _a_part(contenu)
    if contenu.lstrip()[:16].lower().startswith(AUTRES_FORMATS):
        raise FichierRefuse(
            _(
                "Ce fichier n’est pas un tableau, quoi que dise son nom\u00a0: enregistrez le "
                "vôtre en XLSX ou en CSV."
            )
        )
    if suffixe == ".xlsx":
        raise FichierRefuse(lecture_xlsx.illisible())
    return composer(*lecture_csv.rangees(contenu))


def _a_part(contenu: bytes) -> Fichier:
    try:
        reponse = lecture_a_part.lire(contenu)
    except lecture_a_part.Epuise as erreur:
        raise FichierRefuse(lecture_xlsx.demesure()) from erreur
    except lecture_a_part.Indisponible as erreur:
        raise FichierRefuse(
            _(
                "Le portail n’a pas pu lire ce classeur pour le moment\u00a0: recommencez dans "
                "quelques minutes. S’il résiste encore, enregistrez-le en CSV."
            )
        ) from erreur
    if "refus" in reponse:
        raise FichierRefuse(reponse["refus"])
    return Fichier(**reponse)
