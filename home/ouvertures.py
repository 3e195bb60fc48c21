"""Registry of what is open now: rounds, calls, consultations, meetings. Rooms fill it.

Each room registers a function in AppConfig.ready; the home page shows what they return.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Ouverture:
    """Something that people may do until `jusqu_au`; `action` is a verb and its object."""

    nature: str
    titre: str
    resume: str
    url: str
    action: str
    jusqu_au: datetime


_fournisseurs: dict[str, Callable[..., list[Ouverture]]] = {}


def enregistrer(nom: str, fournisseur: Callable[..., list[Ouverture]]) -> None:
    """`fournisseur(request)` returns what is open, by the clock, to that reader."""
    _fournisseurs[nom] = fournisseur


def ouvertes(request) -> list[Ouverture]:
    """The earliest deadline first."""
    trouvees = [une for fournisseur in _fournisseurs.values() for une in fournisseur(request)]
    return sorted(trouvees, key=lambda une: une.jusqu_au)
