"""Spreadsheets that leave the admin: a text that a spreadsheet would run is made a text again."""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What Excel, LibreOffice and Google read as the beginning of a formula (OWASP, CSV injection).
DEBUTS_DE_FORMULE = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutraliser(valeur):
    """An apostrophe before what begins like a formula; anything else as it is.

    Also before the apostrophes that stand there already: `retablir` gives the exact text back.
    """
    return f"'{valeur}" if _a_proteger(valeur) else valeur


def retablir(texte: str) -> str:
    """The text that `neutraliser` was given."""
    return texte[1:] if texte.startswith("'") and _a_proteger(texte) else texte


def _a_proteger(valeur) -> bool:
    return isinstance(valeur, str) and valeur.lstrip("'").startswith(DEBUTS_DE_FORMULE)


def installer() -> None:
    """For every export of the admin, Wagtail's own reports included (its XLSX writes texts)."""
    SpreadsheetExportMixin.write_csv_row = _ecrire_la_ligne


def _ecrire_la_ligne(vue, writer, row_dict):
    preparees = {
        champ: vue.preprocess_field_value(champ, valeur, vue.FORMAT_CSV)
        for champ, valeur in row_dict.items()
    }
    return writer.writerow({champ: neutraliser(valeur) for champ, valeur in preparees.items()})
