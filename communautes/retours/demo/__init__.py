"""The demo's retours (the TOML files beside), and who took them up; nothing without the
referential.
"""

import tomllib
from pathlib import Path

from communautes.retours.demo import chaines, ecrits

DOSSIER = Path(__file__).parent / "retours"


def charger() -> None:
    fiches = lire()
    ecrits.charger(fiches)
    chaines.charger(fiches)


def lire() -> dict[str, dict]:
    """Slug → file, in the order of their names."""
    return {
        chemin.stem: tomllib.loads(chemin.read_text(encoding="utf-8"))
        for chemin in sorted(DOSSIER.glob("*.toml"))
    }
