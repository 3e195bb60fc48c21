"""What rooms put on the admin's home (AppConfig.ready): they register, the home shows.

Each thing is shown to who may act on it, and leads to where one acts.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from home.tableau.nombres import combien


@dataclass(frozen=True)
class Attente:
    """Something that waits for somebody, in the lists of these types (none: of every type).

    `parametres(request)`: of the list's address. The list itself is asked how many it shows, so
    that the number is the number of its lines.
    """

    code: str
    ordre: int
    titre: str
    parametres: Callable[..., dict]
    modeles: tuple[type, ...] = ()


@dataclass(frozen=True)
class Mention:
    """A number that another screen than a list explains; `adresse` is where one acts."""

    titre: str
    nombre: int
    adresse: str


@dataclass(frozen=True)
class File:
    """Rows that wait for somebody: a mention when there are some. Those of every room are counted
    together, in one query.
    """

    titre: str
    lignes: QuerySet
    adresse: str


@dataclass(frozen=True)
class Controle:
    """How something works: `bien`, or what to do. `adresse`: where, when there is a screen.

    `suites`: (name, address) of each thing that the sentence speaks of; it may have no address.
    """

    titre: str
    phrase: str
    bien: bool
    adresse: str = ""
    suites: tuple[tuple[str, str], ...] = ()


_attentes: dict[str, Attente] = {}
_mentions: dict[str, Callable] = {}
_controles: dict[str, Callable] = {}


def attendre(attente: Attente) -> None:
    _attentes[attente.code] = attente


def attentes() -> list[Attente]:
    return sorted(_attentes.values(), key=lambda attente: attente.ordre)


def mentionner(code: str, fonction: Callable) -> None:
    """`fonction(request)` → its mentions and its files; none when there is nothing to do, or no
    right to.
    """
    _mentions[code] = fonction


def mentions(request) -> list[Mention]:
    dites = [dite for fonction in _mentions.values() for dite in fonction(request)]
    files = [dite for dite in dites if isinstance(dite, File)]
    nombres = iter(combien(*(file.lignes for file in files)))
    rendues = [
        Mention(dite.titre, next(nombres), dite.adresse) if isinstance(dite, File) else dite
        for dite in dites
    ]
    return [mention for mention in rendues if mention.nombre]


def controler(code: str, fonction: Callable) -> None:
    """`fonction(request)` → Controle, or None for who can do nothing about it."""
    _controles[code] = fonction


def controles(request) -> list[Controle]:
    return [dit for fonction in _controles.values() if (dit := fonction(request)) is not None]
