"""CSV as spreadsheets write it: several encodings, several separators, quotes now and then."""

import codecs
import csv
import io
import re

from django.utils.translation import gettext as _

from home.echanges.fichiers import CELLULE_MAX, COLONNES_MAX, FichierRefuse, verifier_les_accents

SEPARATEURS = (";", ",", "\t")
ECHANTILLON = 30  # lines that the separator is chosen by
_DOUBLE_OCTET = re.compile(rb"[\xc3\xc5][\x80-\xbf]|\xe2\x80[\x90-\xbf]")


def rangees(contenu: bytes) -> tuple[list[tuple[int, list[str]]], list[str]]:
    texte = _decoder(contenu)
    verifier_les_accents(texte)
    separateur = _separateur(texte)
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True)
    return _numerotees(lecteur), []


def _numerotees(lecteur):
    """Rows with the number that a spreadsheet gives them, whatever the lines that a cell takes."""
    limite = csv.field_size_limit(CELLULE_MAX * 4)
    numero = 0
    try:
        for numero, rangee in enumerate(lecteur, start=1):
            yield numero, rangee
    except csv.Error as erreur:
        raise FichierRefuse(
            _(
                "Ligne %(numero)s\u00a0: un guillemet est resté ouvert, ou mal placé. "
                "Corrigez-le, ou "
                "enregistrez le tableau en XLSX."
            )
            % {"numero": numero + 1}
        ) from erreur
    finally:
        csv.field_size_limit(limite)


def _decoder(contenu: bytes) -> str:
    for marque, encodage in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if contenu.startswith(marque):
            return _sans_nul(_essayer(contenu, encodage) or "\0")
    texte = _essayer(contenu, "utf-8")
    if texte is None and not _DOUBLE_OCTET.search(contenu):
        texte = _essayer(contenu, "cp1252")
    if texte is None:
        raise FichierRefuse(
            _(
                "L’encodage de ce fichier n’est pas reconnu, ou il en mêle deux\u00a0: "
                "enregistrez-le "
                "en «\u00a0CSV UTF-8\u00a0» ou en XLSX."
            )
        )
    return _sans_nul(texte)


def _essayer(contenu: bytes, encodage: str) -> str | None:
    try:
        return contenu.decode(encodage)
    except UnicodeDecodeError:
        return None


def _sans_nul(texte: str) -> str:
    if "\0" in texte:
        raise FichierRefuse(
            _("Ce fichier n’est pas un tableau de texte\u00a0: enregistrez-le en CSV ou en XLSX.")
        )
    return texte


def _separateur(texte: str) -> str:
    """The one that cuts the titles in the most columns, which the next lines have too."""
    premier = texte.split("\n", 1)[0]
    if premier.lower().startswith("sep=") and premier.strip()[4:] in SEPARATEURS:
        raise FichierRefuse(
            _(
                "Retirez la première ligne «\u00a0sep=\u00a0»\u00a0: les titres doivent venir "
                "d’abord."
            )
        )
    return max(SEPARATEURS, key=lambda separateur: _note(texte, separateur))


def _note(texte: str, separateur: str) -> tuple[int, int]:
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur)
    longueurs = []
    try:
        for rangee in lecteur:
            if any(rangee):
                longueurs.append(len(rangee))
            if len(longueurs) >= ECHANTILLON:
                break
    except csv.Error:
        pass
    if not longueurs or longueurs[0] > COLONNES_MAX * 4:
        return 0, 0
    pareilles = sum(longueur == longueurs[0] for longueur in longueurs)
    return (longueurs[0] > 1) * pareilles, longueurs[0]
