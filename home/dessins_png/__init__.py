"""Pictures of the demo in the style of the identity: fields, river, square, village, meeting, map.

Deterministic: the same motif and seed give the same bytes.
"""

from collections.abc import Callable
from random import Random

from home.dessins_png.bourg import place, village
from home.dessins_png.campagne import carte, paysage, riviere
from home.dessins_png.reunion import reunion

MOTIFS: dict[str, Callable] = {
    "paysage": paysage,
    "place": place,
    "riviere": riviere,
    "village": village,
    "reunion": reunion,
    "carte": carte,
}


def dessiner(motif: str, graine: str, taille: tuple[int, int] = (1200, 675)) -> bytes:
    """PNG of a motif: paysage, place, riviere, village, reunion, carte."""
    hasard = Random(f"{motif}|{graine}")  # noqa: S311 (a drawing, not a secret)
    return MOTIFS[motif](hasard, taille).png()
