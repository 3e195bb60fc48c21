"""What a collectivité's page shows: each room adds what it has published or joined (ready()).

Only what every visitor may read belongs there; what to do next depends on who asks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from home.sections import Sections

de_la_collectivite = Sections()


@dataclass(frozen=True)
class Invitation:
    """To who works there: one sentence, and where to go."""

    phrase: Any
    libelle: Any
    url: str


_invitations: list[Callable[[Any, Any], Invitation | None]] = []


def inviter_par(fonction: Callable[[Any, Any], Invitation | None]) -> None:
    """`fonction(collectivite, request)`; None when there is nothing to invite to."""
    _invitations.append(fonction)


def invitation(collectivite, request) -> Invitation | None:
    rendues = (fonction(collectivite, request) for fonction in _invitations)
    return next((rendue for rendue in rendues if rendue is not None), None)
