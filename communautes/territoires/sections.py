"""What a collectivité's page shows: each room adds what it has published or joined (ready())."""

from collections.abc import Callable
from dataclasses import dataclass

from communautes.territoires.models import Collectivite


@dataclass(frozen=True)
class Section:
    """`contexte(collectivite, request)`: what `gabarit` shows, or None when there is nothing.

    The section's template has its own h2. Only what every visitor may read belongs here.
    """

    nom: str
    ordre: int
    gabarit: str
    contexte: Callable


_sections: dict[str, Section] = {}


def enregistrer(section: Section) -> None:
    _sections[section.nom] = section


def pour(collectivite: Collectivite, request) -> list[dict]:
    """Sections with something to show, in order: {nom, gabarit, contexte}."""
    rendues = []
    for section in sorted(_sections.values(), key=lambda s: s.ordre):
        contexte = section.contexte(collectivite, request)
        if contexte is not None:
            rendues.append({"nom": section.nom, "gabarit": section.gabarit, "contexte": contexte})
    return rendues
