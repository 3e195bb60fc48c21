"""What the rooms above do when somebody belongs no more; each says so in AppConfig.ready."""

from collections.abc import Callable

from communautes.adhesions.models import Adhesion

_au_depart: list[Callable[[Adhesion], None]] = []


def au_depart(suite: Callable[[Adhesion], None]) -> None:
    """`suite(adhesion)`: in the transaction, the community locked, the row written."""
    _au_depart.append(suite)


def partie(adhesion: Adhesion) -> None:
    for suite in _au_depart:
        suite(adhesion)
