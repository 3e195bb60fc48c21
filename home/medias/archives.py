"""Files that are ZIP archives inside: archives, and the documents of office suites.

Nothing is ever written to disk. What an archive announces is checked before a byte of it is
expanded; then each member is read to its end, in small pieces.
"""

import re
import stat
import uuid
import zipfile
from contextlib import contextmanager

from django.utils.translation import gettext as _

from home.medias.limites import FichierRefuse
from home.medias.noms import extension_de

MEMBRES_MAX = 2000
OCTETS_MAX = 200 * 1000**2
RAPPORT_MAX = 200  # of a member bigger than GROS: no text shrinks so much
GROS = 10 * 1000**2
MORCEAU = 64 * 1024
DEBUT = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"  # Office before 2007, and what it protects by a password since
COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
PROGRAMMES = re.compile(
    r"(apk|app|bat|bin|cmd|com|cpl|dll|dmg|exe|hta|html?|jar|jse?|lnk|msi|pkg|ps1|reg|scr|sh|so|"
    r"svg|sys|vb[es]?|wsf|xhtml|(doc|dot|pot|ppa|pps|ppt|xla|xls|xlt)m|xlsb)"
)
# In an office document: not the objects (.bin), drawings and pages that these suites put there.
PROGRAMMES_JOINTS = re.compile(
    r"apk|app|bat|cmd|com|cpl|dll|dmg|exe|hta|jar|jse?|lnk|msi|pkg|ps1|reg|scr|sh|so|sys|vb[es]?|"
    r"wsf|(doc|dot|pot|ppa|pps|ppt|xla|xls|xlt)m"
)
ARCHIVES = re.compile(r"7z|bz2|cab|gz|iso|rar|tar|tgz|xz|zip|zst")

# Of an object put in an office document: streams by which it carries any file, or macros. They are
# names of the object's own directory, each in one piece.
_PORTEURS = [nom.encode("utf-16-le") for nom in ("\x01Ole10Native", "_VBA_PROJECT")]
_PAQUETS = [  # identifiers of Windows' « Package », which opens the file that it holds
    uuid.UUID(identifiant).bytes_le
    for identifiant in (
        "0003000C-0000-0000-C000-000000000046",
        "F20DA720-C02F-11CE-927B-0800095AE340",
    )
]
_BINAIRES = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"#!")  # how programs begin

OOXML = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
ODF = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
# OpenDocument keeps its macros there; the indexes alone, that LibreOffice may leave, hold none.
_MACRO_ODF = re.compile(
    r"(Scripts/.*[^/]|Basic/.*(?<!script-lb)(?<!script-lc)(?<!dialog-lb)"
    r"(?<!dialog-lc)\.xml)"
)
_MACRO_OOXML = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|macrosheets/)", re.IGNORECASE)


@contextmanager
def lue(contenu):
    """The archive, whose members have all been read."""
    contenu.seek(0)
    debut = contenu.read(len(DEBUT))
    if debut == OLE:
        raise FichierRefuse(
            _(
                "Ce fichier est protégé par un mot de passe, ou dans un ancien format\u00a0: "
                "enregistrez-le sans mot de passe, au format DOCX, XLSX, PPTX ou OpenDocument."
            )
        )
    if debut != DEBUT:
        raise FichierRefuse(_autre_chose())
    try:
        archive = zipfile.ZipFile(contenu)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as erreur:
        raise FichierRefuse(_abime()) from erreur
    with archive:
        verifier_annonce(archive)
        try:
            _lire_tout(archive)
        except Exception as erreur:  # zlib, zipfile and struct have each their own
            raise FichierRefuse(_abime()) from erreur
        yield archive


def verifier_annonce(archive) -> None:
    membres = archive.infolist()
    noms = set()
    gonfle = any(
        membre.file_size > max(GROS, RAPPORT_MAX * membre.compress_size) for membre in membres
    )
    lourd = sum(membre.file_size for membre in membres) > OCTETS_MAX
    if len(membres) > MEMBRES_MAX or lourd or gonfle:
        raise FichierRefuse(
            _(
                "Ce fichier contient trop une fois ouvert\u00a0: 2\u00a0000 éléments et "
                "200\u00a0Mo au plus. Partagez-le en plusieurs."
            )
        )
    for membre in membres:
        if membre.flag_bits & 0x1:
            raise FichierRefuse(
                _("Ce fichier est protégé par un mot de passe\u00a0: retirez-le avant de déposer.")
            )
        double = membre.filename in noms  # which of the two would be opened?
        noms.add(membre.filename)
        if double or membre.compress_type not in COMPRESSIONS or _sort_du_dossier(membre):
            raise FichierRefuse(
                _(
                    "Cette archive ne s’ouvre pas sans risque («\u00a0%(nom)s\u00a0»)\u00a0: "
                    "refaites-la depuis un dossier de votre ordinateur."
                )
                % {"nom": membre.filename[:80]}
            )


def _sort_du_dossier(membre) -> bool:
    nom = membre.orig_filename
    return (
        nom.startswith("/")
        or any(signe in nom for signe in ("\\", ":", "\x00"))
        or ".." in nom.split("/")
        or stat.S_ISLNK(membre.external_attr >> 16)
    )


def _lire_tout(archive) -> None:
    for membre in archive.infolist():
        with archive.open(membre) as flux:
            while flux.read(MORCEAU):
                pass


def zip_(contenu) -> None:
    with lue(contenu) as archive:
        noms = [nom for nom in archive.namelist() if not nom.endswith("/")]
        if not noms:
            raise FichierRefuse(_("Cette archive est vide."))
        for nom in noms:
            extension = _extension_lue(nom)
            if PROGRAMMES.fullmatch(extension) or ARCHIVES.fullmatch(extension):
                raise FichierRefuse(
                    _(
                        "Cette archive contient «\u00a0%(nom)s\u00a0»\u00a0: ni programme, ni page "
                        "web, ni macro, ni archive dans l’archive. Retirez-le."
                    )
                    % {"nom": nom[:80]}
                )


def _extension_lue(nom: str) -> str:
    """The one that the reader's computer will see: Windows drops what ends « a.exe. »."""
    return extension_de(re.sub(r"[\W_]+$", "", nom))


def _sans_programme(noms) -> None:
    for nom in noms:
        if PROGRAMMES_JOINTS.fullmatch(_extension_lue(nom)):
            raise FichierRefuse(
                _("Ce fichier contient un programme («\u00a0%(nom)s\u00a0»)\u00a0: retirez-le.")
                % {"nom": nom[:80]}
            )


def _sans_objet_porteur(archive) -> None:
    """An object may hold any file, a program too, that opens at a click, whatever its name."""
    for membre in archive.infolist():
        with archive.open(membre) as flux:
            debut = flux.read(MORCEAU)
            porte = debut.startswith(_BINAIRES) or (debut.startswith(OLE) and _porte(debut, flux))
        if porte:
            raise FichierRefuse(
                _(
                    "Ce document contient un fichier incorporé («\u00a0%(nom)s\u00a0»), qui peut "
                    "être un programme\u00a0: retirez-le, et déposez ce fichier à part s’il est "
                    "utile."
                )
                % {"nom": membre.filename[:80]}
            )


def _porte(debut: bytes, flux) -> bool:
    marques = [*_PORTEURS, *_PAQUETS]
    recul = max(map(len, marques))
    while debut:
        if any(marque in debut for marque in marques):
            return True
        suite = flux.read(MORCEAU)
        debut = suite and debut[-recul:] + suite
    return False


def ooxml(contenu, extension: str) -> None:
    with lue(contenu) as archive:
        noms = archive.namelist()
        if "[Content_Types].xml" not in noms:
            raise FichierRefuse(_autre_chose())
        types = archive.read("[Content_Types].xml")
        if b"macroenabled" in types.lower() or any(map(_MACRO_OOXML.search, noms)):
            raise FichierRefuse(_macros())
        if OOXML[extension] not in types:
            raise FichierRefuse(_autre_chose())
        _sans_programme(noms)
        _sans_objet_porteur(archive)


def odf(contenu, extension: str) -> None:
    with lue(contenu) as archive:
        noms = archive.namelist()
        if not {"mimetype", "content.xml", "META-INF/manifest.xml"} <= set(noms):
            raise FichierRefuse(_autre_chose())
        en_tete = archive.getinfo("mimetype")
        if en_tete.header_offset or archive.read(en_tete).strip() != ODF[extension]:
            raise FichierRefuse(_autre_chose())
        if any(map(_MACRO_ODF.match, noms)):
            raise FichierRefuse(_macros())
        _sans_programme(noms)
        _sans_objet_porteur(archive)
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise FichierRefuse(
                _("Ce fichier est protégé par un mot de passe\u00a0: retirez-le avant de déposer.")
            )


def _autre_chose() -> str:
    return _(
        "Ce fichier n’est pas ce que dit son nom\u00a0: changer la terminaison ne change pas le "
        "format. Enregistrez-le depuis votre logiciel au format voulu."
    )


def _abime() -> str:
    return _("Ce fichier est abîmé et ne s’ouvre pas\u00a0: enregistrez-le de nouveau.")


def _macros() -> str:
    return _(
        "Ce fichier contient des macros, donc un programme\u00a0: enregistrez-le sans macros "
        "(format DOCX, XLSX, PPTX ou OpenDocument simple)."
    )
