"""Small real files for the demo, made of plain text: PDF, ODT, ODS, CSV. Deterministic bytes."""

import csv
import io
import zipfile
from xml.sax.saxutils import escape

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ESPACES = (
    f'xmlns:office="{_OASIS}:office:1.0" xmlns:text="{_OASIS}:text:1.0" '
    f'xmlns:table="{_OASIS}:table:1.0" office:version="1.3"'
)
_DATE = (2026, 1, 1, 0, 0, 0)  # zip members carry a date: a fixed one keeps the bytes the same


def fabriquer(format_: str, titre: str, contenu: str) -> bytes:
    """`contenu`: lines of text, or CSV rows (comma or semicolon) for the spreadsheets."""
    return {"pdf": _pdf, "odt": _odt, "ods": _ods, "csv": _csv}[format_](titre, contenu.strip())


def _rangees(contenu: str) -> list[list[str]]:
    separateur = ";" if contenu.splitlines()[0].count(";") else ","
    return list(csv.reader(io.StringIO(contenu), delimiter=separateur))


def _csv(titre: str, contenu: str) -> bytes:
    return ("\ufeff" + contenu + "\n").encode()


def _odt(titre: str, contenu: str) -> bytes:
    paragraphes = "".join(f"<text:p>{escape(ligne)}</text:p>" for ligne in contenu.splitlines())
    corps = f'<text:h text:outline-level="1">{escape(titre)}</text:h>{paragraphes}'
    return _opendocument("text", f"<office:text>{corps}</office:text>")


def _ods(titre: str, contenu: str) -> bytes:
    rangees = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{escape(case)}</text:p></table:table-cell>"
            for case in rangee
        )
        + "</table:table-row>"
        for rangee in _rangees(contenu)
    )
    feuille = f'<table:table table:name="{escape(titre[:30])}">{rangees}</table:table>'
    return _opendocument("spreadsheet", f"<office:spreadsheet>{feuille}</office:spreadsheet>")


def _opendocument(genre: str, corps: str) -> bytes:
    type_mime = f"application/vnd.oasis.opendocument.{genre}"
    manifeste = (
        f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{type_mime}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    contenu = (
        f"<office:document-content {_ESPACES}><office:body>{corps}</office:body>"
        "</office:document-content>"
    )
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _DATE), type_mime)
        for nom, texte in (("content.xml", contenu), ("META-INF/manifest.xml", manifeste)):
            archive.writestr(
                zipfile.ZipInfo(nom, _DATE), f'<?xml version="1.0" encoding="UTF-8"?>{texte}'
            )
    return sortie.getvalue()


def _pdf(titre: str, contenu: str) -> bytes:
    """One column of Helvetica, as many pages as needed; title and language declared."""
    lignes = [titre, "", *(bout for ligne in contenu.splitlines() for bout in _couper(ligne))]
    pages = [lignes[debut : debut + 48] for debut in range(0, len(lignes), 48)]
    filles = " ".join(f"{5 + 2 * rang} 0 R" for rang in range(len(pages)))
    objets = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) "
        b"/ViewerPreferences << /DisplayDocTitle true >> >>",
        f"<< /Type /Pages /Kids [{filles}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title " + _chaine(titre) + b" >>",
    ]
    for rang, page in enumerate(pages):
        flux = (
            b"BT /F1 11 Tf 56 780 Td 15 TL "
            + b" ".join(_chaine(ligne) + b" '" for ligne in page)
            + b" ET"
        )
        objets.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            + f"/Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * rang} 0 R >>".encode()
        )
        objets.append(f"<< /Length {len(flux)} >>\nstream\n".encode() + flux + b"\nendstream")
    return _assembler(objets)


def _couper(ligne: str, largeur: int = 90) -> list[str]:
    bouts, courant = [], ""
    for mot in ligne.split(" "):
        if courant and len(courant) + len(mot) + 1 > largeur:
            bouts.append(courant)
            courant = mot
        else:
            courant = f"{courant} {mot}".strip()
    return [*bouts, courant]


def _chaine(texte: str) -> bytes:
    octets = texte.encode("cp1252", errors="replace")
    for signe in (b"\\", b"(", b")"):
        octets = octets.replace(signe, b"\\" + signe)
    return b"(" + octets + b")"


def _assembler(objets: list[bytes]) -> bytes:
    sortie, positions = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for numero, objet in enumerate(objets, start=1):
        positions.append(len(sortie))
        sortie += f"{numero} 0 obj\n".encode() + objet + b"\nendobj\n"
    table = len(sortie)
    sortie += f"xref\n0 {len(objets) + 1}\n0000000000 65535 f \n".encode()
    sortie += b"".join(f"{position:010d} 00000 n \n".encode() for position in positions)
    sortie += f"trailer << /Size {len(objets) + 1} /Root 1 0 R /Info 4 0 R >>\n".encode()
    sortie += f"startxref\n{table}\n%%EOF\n".encode()
    return bytes(sortie)
