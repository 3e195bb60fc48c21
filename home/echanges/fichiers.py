"""The table that a file holds: its limits, its cleaning, and why it is refused."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

LIGNES_MAX = 5_000
COLONNES_MAX = 60
CELLULE_MAX = 32_000
CARACTERES_MAX = 20_000_000  # of all the cells: a small XLSX may repeat one long text

_INVISIBLES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ACCENTS_ABIMES = re.compile(r"\ufffd|Ã[\u0080-\u00bf\u0152-\u0178\u2013-\u203a€]|â€™|Â«|Â»")


class FichierRefuse(Exception):
    """The file cannot be read as a table; the message tells the editor why and what to do."""


@dataclass
class Fichier:
    """A table of texts. `lignes`: (number in the spreadsheet, cells in the order of `entetes`)."""

    entetes: list[str]
    lignes: list[tuple[int, list[str]]]
    remarques: list[str] = field(default_factory=list)


def nettoyer(texte: str) -> str:
    """The text as it is kept and compared: no invisible sign, one kind of line end, no margin."""
    texte = texte.replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLES.sub("", texte).strip()


def verifier_les_accents(texte: str) -> None:
    """Refuse a text whose accents were lost before it reached us: « Ã© », « � »."""
    trouve = _ACCENTS_ABIMES.search(texte)
    if trouve:
        debut = max(trouve.start() - 15, 0)
        raise FichierRefuse(
            _(
                "Les accents de ce fichier sont abîmés («\u00a0%(extrait)s\u00a0»)\u00a0: "
                "enregistrez-le de "
                "nouveau depuis le tableur, en XLSX ou en «\u00a0CSV UTF-8\u00a0»."
            )
            % {"extrait": nettoyer(texte[debut : trouve.end() + 15]).replace("\n", " ")}
        )


def nom_de_colonne(rang: int) -> str:
    """0 → « A », 26 → « AA », as spreadsheets name their columns."""
    nom = ""
    rang += 1
    while rang:
        rang, reste = divmod(rang - 1, 26)
        nom = chr(65 + reste) + nom
    return nom


def composer(rangees: Iterable[tuple[int, list[str]]], remarques: list[str]) -> Fichier:
    """The table made of these rows; raises FichierRefuse for what it must not hold."""
    entetes: list[str] = []
    lignes: list[tuple[int, list[str]]] = []
    caracteres = 0
    for numero, brutes in rangees:
        cellules = [nettoyer(cellule) for cellule in brutes]
        while cellules and not cellules[-1]:
            cellules.pop()
        if not cellules:
            continue
        _verifier_la_taille(numero, cellules)
        if not entetes:
            entetes = cellules
            continue
        caracteres += sum(map(len, cellules))
        if len(lignes) >= LIGNES_MAX:
            raise FichierRefuse(
                _(
                    "Ce fichier compte plus de 5\u00a0000\u00a0lignes\u00a0: rien n’a été lu. "
                    "Découpez-le en "
                    "plusieurs fichiers."
                )
            )
        if caracteres > CARACTERES_MAX:
            raise FichierRefuse(
                _("Ce fichier contient trop de texte\u00a0: découpez-le en plusieurs fichiers.")
            )
        lignes.append((numero, cellules))
    if not entetes:
        raise FichierRefuse(_("Ce fichier est vide."))
    if not lignes:
        raise FichierRefuse(
            _("Ce fichier n’a qu’une ligne de titres\u00a0: ajoutez-y les lignes à importer.")
        )
    return _rectangle(entetes, lignes, remarques)


def _verifier_la_taille(numero: int, cellules: list[str]) -> None:
    if len(cellules) > COLONNES_MAX:
        raise FichierRefuse(
            _(
                "La ligne %(numero)s a plus de 60\u00a0colonnes\u00a0: retirez celles qui ne "
                "servent pas."
            )
            % {"numero": numero}
        )
    for rang, cellule in enumerate(cellules):
        if len(cellule) > CELLULE_MAX:
            raise FichierRefuse(
                _(
                    "Ligne %(numero)s, colonne %(colonne)s\u00a0: la cellule dépasse "
                    "32\u00a0000\u00a0caractères. "
                    "Raccourcissez-la, ou vérifiez qu’un guillemet n’est pas resté ouvert."
                )
                % {"numero": numero, "colonne": nom_de_colonne(rang)}
            )


def _rectangle(entetes, lignes, remarques) -> Fichier:
    """Every row as long as the longest, every column with a title of its own."""
    largeur = max(len(entetes), *(len(cellules) for _numero, cellules in lignes))
    entetes = entetes + [""] * (largeur - len(entetes))
    vus: dict[str, int] = {}
    for rang, entete in enumerate(entetes):
        cle = entete.casefold()
        if cle and cle in vus:
            raise FichierRefuse(
                _(
                    "Deux colonnes portent le titre «\u00a0%(titre)s\u00a0» (%(une)s et "
                    "%(autre)s)\u00a0: renommez "
                    "l’une ou retirez-la."
                )
                % {
                    "titre": entete,
                    "une": nom_de_colonne(vus[cle]),
                    "autre": nom_de_colonne(rang),
                }
            )
        vus[cle] = rang
    entetes = [
        entete or _("(colonne %(nom)s, sans titre)") % {"nom": nom_de_colonne(rang)}
        for rang, entete in enumerate(entetes)
    ]
    complete = [
        (numero, cellules + [""] * (largeur - len(cellules))) for numero, cellules in lignes
    ]
    return Fichier(entetes, complete, remarques)
