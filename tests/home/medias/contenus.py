"""Files of every kind, true and false, made in memory."""

import stat
import struct
import zipfile
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

from home.demo.fichiers import fabriquer
from home.medias import pdf_lecteur

CANARI = b"48.8566,2.3522 Jeanne Martin"  # what must never be published
_PDF = b"""%%PDF-1.7
1 0 obj <</Type/Catalog/Pages 2 0 R/Reste[4 0 R 5 0 R 6 0 R 7 0 R 8 0 R 9 0 R]>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj
%b
trailer <</Root 1 0 R>>
startxref
0
%%%%EOF
"""
PAQUET = b"/Type /ObjStm /N 1 /First 4 /Length 12 0 R /Filter /FlateDecode"
TYPES = {
    "docx": "wordprocessingml.document.main+xml",
    "pptx": "presentationml.presentation.main+xml",
}


def pdf(corps: bytes) -> bytes:
    """One page, and what it holds: objects 4 to 9 are reached."""
    return _PDF % corps


# As they are kept: copied again, they are the same.
PDF, AUTRE_PDF = (pdf_lecteur.copier(pdf(corps)) for corps in (b"", b"4 0 obj (autre) endobj"))


def paquet(objets: bytes, dictionnaire: bytes = PAQUET) -> bytes:
    """An object stream: objects that are compressed together."""
    flux = zlib.compress(objets)
    return b"9 0 obj\n<< " + dictionnaire + b" >>\nstream\n" + flux + b"\nendstream endobj"


def depose(nom: str, octets: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(nom, octets)


def image(format_: str = "PNG", taille=(60, 40), **options) -> bytes:
    sortie = BytesIO()
    Image.linear_gradient("L").convert("RGB").resize(taille).save(sortie, format_, **options)
    return sortie.getvalue()


def exif(orientation: int = 1) -> bytes:
    donnees = Image.Exif()
    donnees[0x0112] = orientation
    donnees[0x010E] = CANARI.decode()
    donnees.get_ifd(0x8825)[1] = "N"
    return donnees.tobytes()


def png_annonce(largeur: int, hauteur: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""

    def morceau(genre: bytes, donnees: bytes) -> bytes:
        somme = struct.pack(">I", zlib.crc32(genre + donnees))
        return struct.pack(">I", len(donnees)) + genre + donnees + somme

    en_tete = struct.pack(">IIBBBBB", largeur, hauteur, 8, 2, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            morceau(b"IHDR", en_tete),
            morceau(b"IDAT", zlib.compress(b"\x00" * 100)),
            morceau(b"IEND", b""),
        ]
    )


def archive(membres: dict, compression=zipfile.ZIP_DEFLATED) -> bytes:
    sortie = BytesIO()
    with zipfile.ZipFile(sortie, "w", compression) as fichier:
        for nom, octets in membres.items():
            fichier.writestr(nom, octets)
    return sortie.getvalue()


def lien(nom: str) -> zipfile.ZipInfo:
    """A member that is a symbolic link; what it holds is where it leads."""
    membre = zipfile.ZipInfo(nom)
    membre.create_system = 3  # Unix
    membre.external_attr = (stat.S_IFLNK | 0o777) << 16
    return membre


def ooxml(extension: str, **autres: bytes) -> bytes:
    types = f'<Types><Override ContentType="application/vnd.{TYPES[extension]}"/></Types>'
    return archive({"[Content_Types].xml": types, "_rels/.rels": "<r/>"} | autres)


def xlsx() -> bytes:
    sortie = BytesIO()
    Workbook().save(sortie)
    return sortie.getvalue()


def odt(**autres: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(fabriquer("odt", "Titre", "Un texte."))) as fichier:
        membres = {nom: fichier.read(nom) for nom in fichier.namelist()}
    return archive(membres | autres)


def chiffree(octets: bytes) -> bytes:
    """The same archive, whose first member says that it is encrypted."""
    lu = bytearray(octets)
    lu[6] |= 1
    lu[lu.index(b"PK\x01\x02") + 8] |= 1
    return bytes(lu)
