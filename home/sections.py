"""Registry of the home page's sections: rooms add theirs in AppConfig.ready.

What has nothing to show is absent.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """`contexte(page, request)` returns what `gabarit` shows, or None when there is nothing."""

    nom: str
    ordre: int
    gabarit: str
    contexte: Callable


_sections: dict[str, Section] = {}


def enregistrer(section: Section) -> None:
    _sections[section.nom] = section


def pour(page, request) -> list[dict]:
    """Sections with something to show, in order: {nom, gabarit, contexte}."""
    rendues = []
    for section in sorted(_sections.values(), key=lambda s: s.ordre):
        contexte = section.contexte(page, request)
        if contexte is not None:
            rendues.append({"nom": section.nom, "gabarit": section.gabarit, "contexte": contexte})
    return rendues
