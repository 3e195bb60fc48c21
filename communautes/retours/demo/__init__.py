"""The demo's retours (the TOML files beside), who took them up, those that nobody reads yet,
and those that came out of an answer; nothing without the referential.
"""

import tomllib
from pathlib import Path

from communautes.retours.demo import chaines, ecrits, en_attente, issus_de_reponses

DOSSIER = Path(__file__).parent


def charger() -> None:
    fiches = lire()
    ecrits.charger(fiches)
    chaines.charger(fiches)
    en_attente.charger(lire("en_attente"))
    issus_de_reponses.charger(lire("issus"))


def lire(dossier: str = "retours") -> dict[str, dict]:
    """Slug → file, in the order of their names."""
    return {
        chemin.stem: tomllib.loads(chemin.read_text(encoding="utf-8"))
        for chemin in sorted((DOSSIER / dossier).glob("*.toml"))
    }
