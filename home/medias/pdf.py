"""A PDF that comes in: it shows pages; it runs nothing, opens nothing, carries no other file.

What acts is looked for by its names, however they are spelt (« J#61vaScript »), anywhere: a reader
finds its objects where the file says, be it in a comment. Objects may be compressed too, in object
streams: their dictionaries must be as tools write them, so that what they hold is read as well.
"""

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from home.medias import archives
from home.medias.limites import FichierRefuse

ACTIFS = (
    "JavaScript",
    "Launch",
    "EmbeddedFile",
    "EmbeddedFiles",
    "FileAttachment",
    "RichMedia",
    "XFA",
    "ImportData",
    "SubmitForm",
    "GoToE",
)
CHEVAUCHE = 64  # longer than any of these names, fully escaped
DICTIONNAIRE = 500  # longest of an object stream
PAQUETS_MAX = 10_000  # object streams: tools put a hundred objects in each
DETENDUS_MAX = 50 * 1000**2
MORCEAU = 1000**2
_FIN = rb"(?![^\x00\t\n\f\r ()<>\[\]{}/%])"
_BLANCS = rb"[\x00\t\n\f\r ]"


def _nom(*noms: str) -> re.Pattern:
    """Of any of these, each of its letters as it is or by its number."""

    def lettre(code: int) -> bytes:
        numero = "".join(f"[{c}{c.upper()}]" for c in f"{code:02x}")
        return re.escape(bytes([code])) + b"|#" + numero.encode()

    epeles = (b"".join(b"(?:%b)" % lettre(code) for code in nom.encode()) for nom in noms)
    return re.compile(rb"/(?:" + b"|".join(epeles) + rb")" + _FIN)


_ACTIF, _CHIFFRE, _PAQUET = _nom(*ACTIFS), _nom("Encrypt"), _nom("ObjStm")
# From the number of the object to its content: known names, numbers, references, nothing else.
_EN_TETE = re.compile(
    rb"(?:^|[\r\n])\d+%(b)b+\d+%(b)b+obj%(b)b*<<"
    rb"(?:%(b)b*/(?:Type|ObjStm|N|First|Length|Extends)%(f)b|%(b)b+\d+|%(b)b+R%(f)b"
    rb"|%(b)b*/Filter%(b)b*(?P<filtre>\[?%(b)b*/FlateDecode%(b)b*\]?)%(f)b)*"
    rb"%(b)b*>>%(b)b*stream(?:\r\n|\n)" % {b"b": _BLANCS, b"f": _FIN}
)


def controler(contenu) -> None:
    """FichierRefuse says what is wrong with it."""
    contenu.seek(0)
    octets = contenu.read()
    fin = octets.rfind(b"%%EOF")
    if not octets.startswith(b"%PDF-") or fin < 0:
        raise FichierRefuse(_abime())
    if octets[fin + len(b"%%EOF") :].strip(b"\x00\t\n\f\r "):
        raise FichierRefuse(
            _(
                "Ce PDF est suivi d’autre chose, qui n’en est pas\u00a0: exportez-le de nouveau en "
                "PDF depuis votre logiciel."
            )
        )
    if _CHIFFRE.search(octets):
        raise FichierRefuse(
            _("Ce fichier est protégé par un mot de passe\u00a0: retirez-le avant de déposer.")
        )
    _refuser_ce_qui_agit(octets)
    reste = DETENDUS_MAX
    for rang, paquet in enumerate(_PAQUET.finditer(octets)):
        if rang == PAQUETS_MAX:
            raise FichierRefuse(_abime())
        reste = _lire_le_paquet(octets, paquet.start(), reste)


def _refuser_ce_qui_agit(octets: bytes) -> None:
    if _ACTIF.search(octets):
        raise FichierRefuse(
            _(
                "Ce PDF contient un programme, un formulaire qui s’envoie ou un fichier "
                "incorporé\u00a0: imprimez-le en PDF («\u00a0Imprimer\u00a0», puis «\u00a0PDF"
                "\u00a0»), et donnez cette copie."
            )
        )


def _lire_le_paquet(octets: bytes, ou: int, reste: int) -> int:
    """`ou`: where it is named. What may still be expanded, once it is read."""
    debut = max(ou - DICTIONNAIRE, 0)
    en_tete = next(
        (
            une
            for une in _EN_TETE.finditer(octets, debut, ou + DICTIONNAIRE)
            if une.start() < ou < une.end()
        ),
        None,
    )
    if en_tete is None:
        raise FichierRefuse(_abime())
    if en_tete["filtre"] is None:  # as it is: read with the rest of the file
        return reste
    avant = b""
    for morceau in _detendre(octets, en_tete.end()):
        reste -= len(morceau)
        if reste < 0 or _PAQUET.search(avant + morceau):
            raise FichierRefuse(_abime())
        _refuser_ce_qui_agit(avant + morceau)
        avant = morceau[-CHEVAUCHE:]
    return reste


def _detendre(octets: bytes, position: int) -> Iterator[bytes]:
    """Until the compressed data say that they end, whatever follows."""
    decompresseur, source = zlib.decompressobj(), b""
    try:
        while not decompresseur.eof:
            if not source:
                source = octets[position : position + archives.MORCEAU]
                position += len(source)
            if not source:
                raise FichierRefuse(_abime())
            yield decompresseur.decompress(source, MORCEAU)
            source = decompresseur.unconsumed_tail
    except zlib.error as erreur:
        raise FichierRefuse(_abime()) from erreur


def _abime() -> str:
    return _(
        "Ce fichier n’est pas un PDF entier\u00a0: exportez-le de nouveau en PDF depuis votre "
        "logiciel."
    )
