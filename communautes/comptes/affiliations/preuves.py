"""What a sign-in door knows of where a person works: it registers, joining asks (ready())."""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Dit(NamedTuple):
    """`identite`: which of the person's identities said it, for the door that said it."""

    siret: str
    is_external: bool
    identite: str = ""


RIEN = Dit("", True)
Source = Callable[..., Dit]  # RIEN when it knows nothing
_sessions: list[Source] = []
_connues: list[Source] = []


def enregistrer(*, session: Source, connue: Source) -> None:
    """`session`: of a request, what opened its session said. `connue`: of a person, the last thing
    that was ever said.
    """
    _sessions.append(session)
    _connues.append(connue)


def dit_de(request) -> Dit:
    """What this very session proves; who is external proves nothing, who knows nothing neither."""
    return _premier(source(request) for source in _sessions)


def siret_de(personne) -> Dit:
    """The last that was said, however old: it tells a stranger from a neighbour, and proves
    nothing.
    """
    return _premier(source(personne) for source in _connues)


def _premier(dits: Iterable[Dit]) -> Dit:
    return next((dit for dit in dits if dit.siret), RIEN)
