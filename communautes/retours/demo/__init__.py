"""The demo's retours (the TOML files beside), who took them up, and those that nobody reads yet;
nothing without the referential.
"""

import tomllib
from pathlib import Path

from communautes.retours.demo import chaines, ecrits, en_attente

DOSSIER = Path(__file__).parent


def charger() -> None:
    fiches = lire()
    ecrits.charger(fiches)
    chaines.charger(fiches)
    en_attente.charger(lire("en_attente"))


def lire(dossier: str = "retours") -> dict[str, dict]:
    """Slug → file, in the order of their names."""
    return {
        chemin.stem: tomllib.loads(chemin.read_text(encoding="utf-8"))
        for chemin in sorted((DOSSIER / dossier).glob("*.toml"))
    }
