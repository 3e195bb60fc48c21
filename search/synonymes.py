"""The field's synonyms (synonymes.toml): what else to look for, and why a result is there."""

import tomllib
from functools import cache
from pathlib import Path

from search.analyse import cle_de_tri

FICHIER = Path(__file__).with_name("synonymes.toml")


@cache
def _groupes() -> list[list[str]]:
    return tomllib.loads(FICHIER.read_text(encoding="utf-8"))["groupes"]


def pour(texte: str, locale: str) -> list[str]:
    """Expressions that say the same as one that stands in `texte`, French only."""
    if locale != "fr":
        return []
    question = f" {cle_de_tri(texte)} "
    trouves = []
    for groupe in _groupes():
        if any(f" {cle_de_tri(mot)} " in question for mot in groupe):
            trouves += [mot for mot in groupe if f" {cle_de_tri(mot)} " not in question]
    return trouves
