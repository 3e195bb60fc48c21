"""Reads the demo's TOML files."""

import tomllib
from pathlib import Path


def lire(dossier: Path) -> list[dict]:
    """French files of a folder, in the order of their names."""
    return [
        tomllib.loads(chemin.read_text(encoding="utf-8"))
        for chemin in sorted(dossier.glob("*.toml"))
        if not chemin.name.endswith(".en.toml")
    ]


def lire_traductions(dossier: Path) -> dict[str, dict]:
    """French slug → English file."""
    return {
        chemin.name.removesuffix(".en.toml"): tomllib.loads(chemin.read_text(encoding="utf-8"))
        for chemin in sorted(dossier.glob("*.en.toml"))
    }
