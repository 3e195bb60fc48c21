"""What rooms put on the admin's home (AppConfig.ready): they register, the home shows.

Each thing is shown to who may act on it, and leads to where one acts.
"""

from collections.abc import Callable
from dataclasses import dataclass


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
    """`fonction(request)` → its mentions; none when there is nothing to do, or no right to."""
    _mentions[code] = fonction


def mentions(request) -> list[Mention]:
    return [mention for fonction in _mentions.values() for mention in fonction(request)]


def controler(code: str, fonction: Callable) -> None:
    """`fonction(request)` → Controle, or None for who can do nothing about it."""
    _controles[code] = fonction


def controles(request) -> list[Controle]:
    return [dit for fonction in _controles.values() if (dit := fonction(request)) is not None]
