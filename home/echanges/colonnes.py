"""What a room declares to have its import and export: columns, and a table knowing its objects."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError


class ValeurRefusee(Exception):
    """A cell cannot be taken as it is; the message tells the editor what to write instead."""


@dataclass
class Contexte:
    """What is looked up once for a whole import; tables subclass it."""

    utilisateur: Any
    publier: bool = False
    # What the import makes beside its objects (new tags): name → texts before, keys once made.
    annexes: dict[str, list] = field(default_factory=dict)


def _rien(*args) -> None:
    return None


@dataclass(frozen=True)
class Colonne:
    """`lire`: text of a cell → value (or ValeurRefusee); `dire`: value → the text that `ecrire`
    gives of an object holding it, so that both compare; `poser`: value → the object.
    """

    nom: str
    libelle: Any
    lire: Callable[[str, Contexte], Any]
    ecrire: Callable[[Any, Contexte], str]
    poser: Callable[[Any, Any, Contexte], None]
    dire: Callable[[Any, Contexte], str]
    obligatoire: bool = False
    synonymes: tuple[str, ...] = ()
    vide_garde: bool = False  # an empty cell leaves what is there
    hors_contenu: bool = False  # the table itself says whether it changes something (`conclure`)
    admettre: Callable[[Any, Contexte], None] = _rien  # may this object be given another value?
    typer: Callable[[str], Any] | None = None  # text of a cell → what a workbook holds


@dataclass(frozen=True)
class Constat:
    """A column that only goes out: what no import decides. `valeur` may be a date or a number."""

    libelle: Any
    valeur: Callable[[Any, Contexte], Any]


@dataclass
class Existant:
    """An object that is there already, as the next edition would find it."""

    objet: Any
    pk: int
    revision: int | None = None


@dataclass
class Conclusion:
    """What a table says of a line once all its cells are read."""

    erreurs: list[dict] = field(default_factory=list)
    differences: list[dict] = field(default_factory=list)
    publier: bool = False


@dataclass
class Ecriture:
    """What was written for a line: enough to undo it."""

    cible: Any
    avant: int | None
    apres: int | None
    etat: dict


class Table:
    """One kind of thing that comes in and goes out. Subclasses say how theirs is read and written.

    `cle` names the column whose text finds an object again (its reference).
    """

    code: str
    libelle_pluriel: Any  # in lower case
    icone = "table"
    route_d_edition = "wagtailadmin_pages:edit"
    cle = "reference"
    colonnes: tuple[Colonne, ...] = ()
    constats: tuple[Constat, ...] = ()
    propose_la_publication = False
    droits_sur_le_parent = False  # read before one knows who may export it
    refus_connus: tuple[type[Exception], ...] = (ValidationError,)  # of `ecrire`, told as they are

    def colonne(self, nom: str) -> Colonne:
        return next(colonne for colonne in self.colonnes if colonne.nom == nom)

    def peut_importer(self, utilisateur) -> bool:
        """Nobody, unless the table says how its lines come in."""
        return False

    def peut_exporter(self, utilisateur) -> bool:
        raise NotImplementedError

    def adresse_de_la_liste(self) -> str:
        raise NotImplementedError

    def contexte(self, utilisateur, *, publier: bool = False) -> Contexte:
        return Contexte(utilisateur, publier)

    def charger(self, references: Iterable[str], contexte: Contexte) -> dict[str, Existant]:
        """Existing objects by reference, in a number of queries that does not grow."""
        raise NotImplementedError

    def nouveau(self, contexte: Contexte) -> Any:
        raise NotImplementedError

    def intitule(self, objet) -> str:
        return str(objet)

    def conclure(self, objet, existant, valeurs: dict, contexte: Contexte) -> Conclusion:
        """What only the whole line shows: rights, locks, what is missing to publish."""
        return Conclusion()

    def retenir(self, valeurs: dict, contexte: Contexte) -> None:
        """A line that will be written: note in `contexte.annexes` what it makes besides."""

    def ecrire(self, pk: int | None, valeurs: dict, publier: bool, contexte: Contexte) -> Ecriture:
        """Create (no `pk`) or modify, as the user of `contexte`."""
        raise NotImplementedError

    def defaire(self, ligne, utilisateur) -> str:
        """Undo one line; why it was left as it is, or nothing."""
        raise NotImplementedError

    def defaire_les_annexes(self, annexes: dict[str, list]) -> list[str]:
        """Undo what an import had made beside its objects; a sentence for each that is used."""
        return []

    def cles(self, utilisateur) -> Iterable:
        """Keys of everything that this person may export."""
        raise NotImplementedError

    def a_exporter(self, pks: list[int], contexte: Contexte) -> Iterator[Any]:
        """Objects of these keys, in this order, with what the columns read of them."""
        raise NotImplementedError


def normaliser(texte: str) -> str:
    """Words only: no case, accent, punctuation nor space: « À revoir le : » → « arevoirle »."""
    decompose = unicodedata.normalize("NFKD", str(texte)).casefold()
    return "".join(signe for signe in decompose if signe.isalnum())


def proposer(table: Table, entetes: list[str]) -> dict[str, int]:
    """Column name → rank of the file's column that seems to be it."""
    rangs = {normaliser(entete): rang for rang, entete in reversed(list(enumerate(entetes)))}
    trouves: dict[str, int] = {}
    for colonne in table.colonnes:
        for nom in (colonne.libelle, colonne.nom, *colonne.synonymes):
            rang = rangs.get(normaliser(nom))
            if rang is not None and rang not in trouves.values():
                trouves[colonne.nom] = rang
                break
    libres = [nom for nom, rang in rangs.items() if nom and rang not in trouves.values()]
    for colonne in table.colonnes:
        if colonne.nom not in trouves:
            for nom in get_close_matches(normaliser(colonne.libelle), libres, 1, 0.85):
                trouves[colonne.nom] = rangs[nom]
                libres.remove(nom)
    return trouves
