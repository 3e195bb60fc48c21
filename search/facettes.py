"""Registry of facets: what can be filtered by, and the words of each value.

`search` knows the columns of its index; rooms know what the values are called.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Valeur:
    """`code`: in addresses; `cle`: in the index; `libelle`: for readers.

    `langue`: of the label, where it is not the interface's; `famille`: what it is listed under.
    """

    code: str
    cle: str
    libelle: str
    langue: str = ""
    famille: str = ""


@dataclass(frozen=True)
class Facette:
    """`parametre`: in addresses; `champ`: column of the index.

    `valeurs(locale)` lists the known values in the order to show; None: any word is a value,
    in the language `langue`. `liste`: the words for « none chosen » of a facet that is a
    drop-down list, one value at a time, where check boxes would be too many.
    """

    parametre: str
    champ: str
    titre: str
    valeurs: Callable[[str], list[Valeur]] | None = None
    langue: str = ""
    liste: str = ""

    def mot(self, texte: str) -> Valeur:
        """A free word as a value."""
        return Valeur(texte, texte, texte, self.langue)


_facettes: dict[str, Facette] = {}


def enregistrer(facette: Facette) -> None:
    _facettes[facette.parametre] = facette


def choisir(*parametres: str) -> list[Facette]:
    """Those facets, in that order, when their room is there."""
    return [_facettes[parametre] for parametre in parametres if parametre in _facettes]
