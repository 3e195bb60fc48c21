"""Spreadsheets that leave the admin: a text that a spreadsheet would run is made a text again."""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What Excel, LibreOffice and Google read as the beginning of a formula (OWASP, CSV injection).
DEBUTS_DE_FORMULE = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutraliser(valeur):
    """An apostrophe before what begins like a formula; anything else as it is."""
    if isinstance(valeur, str) and valeur.startswith(DEBUTS_DE_FORMULE):
        return f"'{valeur}"
    return valeur


def installer() -> None:
    """For every export of the admin, Wagtail's own reports included (its XLSX writes texts)."""
    SpreadsheetExportMixin.write_csv_row = _ecrire_la_ligne


def _ecrire_la_ligne(vue, writer, row_dict):
    preparees = {
        champ: vue.preprocess_field_value(champ, valeur, vue.FORMAT_CSV)
        for champ, valeur in row_dict.items()
    }
    return writer.writerow({champ: neutraliser(valeur) for champ, valeur in preparees.items()})
