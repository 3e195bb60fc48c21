"""A PDF that comes in: it shows pages; it runs nothing, opens nothing, carries no other file.

It is read by a library, apart, and what is kept is the copy that the library wrote of what it had
read (pdf_lecteur.py, docs/adr/0025): nothing but what was judged reaches who opens it.
"""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from home.medias.limites import FichierRefuse
from home.medias.pdf_lecteur import SORTIES

LECTEUR = Path(__file__).with_name("pdf_lecteur.py")
SECONDES, OCTETS = 20, 1_500_000_000  # of processor, of memory; in a process apart
_A_LA_FOIS = BoundedSemaphore(2)  # readings by one server process
PATIENCE = 5  # seconds that another waits, and its reader's browser with it
ATTENTE = 2 * SECONDES  # on a machine that does something else
BLANCS = b"\x00\t\n\f\r \x1a"
BOM = b"\xef\xbb\xbf"


def copier(nom: str, contenu) -> ContentFile:
    """The copy that is kept; FichierRefuse says what is wrong with the file."""
    contenu.seek(0)
    octets = contenu.read().removeprefix(BOM).lstrip(BLANCS)
    if not octets.startswith(b"%PDF-") or b"%%EOF" not in octets:
        raise FichierRefuse(_abime())
    if octets.rpartition(b"%%EOF")[2].strip(BLANCS) or _est_une_archive(octets):
        raise FichierRefuse(_suivi())
    copie = _a_son_tour(octets)
    if _est_une_archive(copie):
        raise FichierRefuse(_suivi())
    return ContentFile(copie, name=nom)


def _est_une_archive(octets: bytes) -> bool:
    try:
        return zipfile.is_zipfile(BytesIO(octets))
    except zipfile.BadZipFile:  # that is one, and broken
        return True


def _a_son_tour(octets: bytes) -> bytes:
    if not _A_LA_FOIS.acquire(timeout=PATIENCE):
        raise FichierRefuse(
            _(
                "Le portail lit déjà d’autres PDF\u00a0: déposez celui-ci de nouveau dans une "
                "minute."
            )
        )
    try:
        return _lire_a_part(octets)
    finally:
        _A_LA_FOIS.release()


def _lire_a_part(octets: bytes) -> bytes:
    try:
        lecture = subprocess.run(  # noqa: S603 (our own file)
            [sys.executable, "-I", str(LECTEUR), str(SECONDES), str(OCTETS)],
            input=octets,
            capture_output=True,
            timeout=ATTENTE,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError) as erreur:
        raise FichierRefuse(_trop_lourd_a_lire()) from erreur
    if lecture.returncode == 0:
        return lecture.stdout
    phrases = {SORTIES["actif"]: _agit, SORTIES["protege"]: _protege, SORTIES["abime"]: _abime}
    raise FichierRefuse(phrases.get(lecture.returncode, _trop_lourd_a_lire)())


def _abime() -> str:
    return _(
        "Ce fichier n’est pas un PDF entier\u00a0: exportez-le de nouveau en PDF depuis votre "
        "logiciel."
    )


def _protege() -> str:
    return _(
        "Ce PDF est protégé (par un mot de passe, ou contre la copie), et le portail ne "
        "peut pas vérifier ce qu’il contient\u00a0: donnez-en une copie sans protection."
    )


def _trop_lourd_a_lire() -> str:
    return _(
        "Ce PDF est trop complexe pour que le portail vérifie ce qu’il contient\u00a0: donnez-le "
        "en plusieurs parties, ou «\u00a0imprimez\u00a0»-le en PDF et donnez cette copie."
    )


def _suivi() -> str:
    return _(
        "Ce PDF est suivi d’autre chose, qui n’en est pas\u00a0: exportez-le de nouveau en "
        "PDF depuis votre logiciel."
    )


def _agit() -> str:
    return _(
        "Ce PDF contient un programme, un formulaire qui s’envoie, un fichier incorporé ou un lien "
        "vers un autre fichier, ou ouvre de lui-même une adresse\u00a0: imprimez-le en PDF "
        "(«\u00a0Imprimer\u00a0», puis «\u00a0PDF\u00a0»), et donnez cette copie."
    )
