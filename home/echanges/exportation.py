"""Writes a table as CSV or XLSX, so that it comes back by an import without any change."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import openpyxl
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.text import slugify
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from home.echanges.colonnes import Colonne, Table
from home.echanges.evaluation import texte_de
from home.echanges.fichiers import nettoyer
from home.exports import neutraliser
from home.mots import en_mots

CSV, XLSX = "csv", "xlsx"
FORMATS = (CSV, XLSX)
TYPE_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JOUR, HEURE = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
_LARGES = 40  # widest column of a workbook


class _Echo:
    def write(self, texte: str) -> bytes:
        return texte.encode("utf-8")


def exporter(table: Table, pks: list[int], forme: str, utilisateur):
    """A response: the objects of these keys, in this order."""
    nom = f"{table.code}-{timezone.localdate().isoformat()}"
    with translation.override("fr"):  # what comes back is read in French
        entetes = [str(colonne.libelle) for colonne in (*table.colonnes, *table.constats)]
    return repondre(nom, forme, entetes, _rangees(table, pks, utilisateur))


def repondre(nom: str, forme: str, entetes: list[str], rangees: Iterable[list]):
    """A file of this name; dates and numbers stay so, formulas are made texts again."""
    protegees = ([neutraliser(valeur) for valeur in rangee] for rangee in rangees)
    if forme == XLSX:
        return FileResponse(
            _classeur(entetes, protegees),
            as_attachment=True,
            content_type=TYPE_XLSX,
            filename=f"{slugify(nom)}.xlsx",
        )
    reponse = StreamingHttpResponse(
        _lignes_csv(entetes, protegees), content_type="text/csv; charset=utf-8"
    )
    reponse["Content-Disposition"] = f'attachment; filename="{slugify(nom)}.csv"'
    return reponse


def _rangees(table: Table, pks: list[int], utilisateur) -> Iterator[list]:
    contexte = table.contexte(utilisateur)
    for objet in table.a_exporter(pks, contexte):
        with translation.override("fr"):
            rangee = [_valeur(colonne, objet, contexte) for colonne in table.colonnes]
            rangee += [_dite(constat.valeur(objet, contexte)) for constat in table.constats]
        yield rangee


def _dite(valeur):
    """A yes or no, or what a value is called, in words: no import reads it."""
    if isinstance(valeur, bool):
        return en_mots(valeur)
    return str(valeur) if isinstance(valeur, Promise) else valeur  # said in French, while it is


def _valeur(colonne: Colonne, objet, contexte):
    texte = texte_de(colonne, objet, contexte)
    return colonne.typer(texte) if colonne.typer is not None else texte


def _lignes_csv(entetes, rangees) -> Iterator[bytes]:
    """Semicolons and a byte order mark: what a French spreadsheet opens by a double click."""
    ecrire = csv.writer(_Echo(), delimiter=";").writerow
    yield "\ufeff".encode()
    yield ecrire(entetes)
    for rangee in rangees:
        yield ecrire([_en_texte(valeur) for valeur in rangee])


def _en_texte(valeur) -> str:
    """As French readers write it."""
    if valeur is None:
        return ""
    if isinstance(valeur, datetime):
        return timezone.localtime(valeur).strftime("%d/%m/%Y %H:%M")
    if isinstance(valeur, date):
        return valeur.strftime("%d/%m/%Y")
    return str(valeur)


def _classeur(entetes, rangees) -> io.BytesIO:
    classeur = openpyxl.Workbook(write_only=True)
    feuille = classeur.create_sheet()
    feuille.freeze_panes = "A2"
    for rang, entete in enumerate(entetes, start=1):
        feuille.column_dimensions[get_column_letter(rang)].width = min(len(entete) + 12, _LARGES)
    feuille.append([_cellule(feuille, entete, gras=True) for entete in entetes])
    for rangee in rangees:
        feuille.append([_cellule(feuille, valeur) for valeur in rangee])
    sortie = io.BytesIO()
    classeur.save(sortie)
    sortie.seek(0)
    return sortie


def _cellule(feuille, valeur, *, gras: bool = False) -> WriteOnlyCell:
    if isinstance(valeur, datetime):  # a workbook knows no time zone
        valeur = timezone.localtime(valeur).replace(tzinfo=None, second=0, microsecond=0)
    elif isinstance(valeur, str):
        valeur = nettoyer(valeur)
    cellule = WriteOnlyCell(feuille, valeur)
    if isinstance(valeur, str):
        cellule.data_type = "s"  # never a formula, whatever it begins with
    elif isinstance(valeur, date):
        cellule.number_format = HEURE if isinstance(valeur, datetime) else JOUR
    if gras:
        cellule.font = Font(bold=True)
    return cellule
