"""Files for the tests: tables as CSV and XLSX, and hostile ones."""

import csv
import io
import zipfile

import openpyxl


def en_csv(lignes, *, separateur=";", encodage="utf-8") -> bytes:
    sortie = io.StringIO()
    csv.writer(sortie, delimiter=separateur).writerows(lignes)
    return sortie.getvalue().encode(encodage)


def en_xlsx(lignes, *, remplir=None) -> bytes:
    classeur = openpyxl.Workbook()
    for ligne in lignes:
        classeur.active.append(ligne)
    if remplir:
        remplir(classeur)
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def retouche(xlsx: bytes, ajouts: dict[str, bytes]) -> bytes:
    """The same archive with these members added or replaced."""
    sortie = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx)) as source,
        zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as cible,
    ):
        for membre in source.namelist():
            if membre not in ajouts:
                cible.writestr(membre, source.read(membre))
        for membre, contenu in ajouts.items():
            cible.writestr(membre, contenu)
    return sortie.getvalue()


def membre(xlsx: bytes, nom: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        return archive.read(nom)
