"""Registry of the main navigation: rooms add their entry in AppConfig.ready."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Entree:
    """`url(request)`: the address in the current language, or None if nothing is behind."""

    libelle: str
    ordre: int
    url: Callable


_entrees: dict[int, Entree] = {}


def enregistrer(entree: Entree) -> None:
    _entrees[entree.ordre] = entree


def entrees(request) -> list[dict]:
    """[{libelle, url, actif}] in order, without what leads nowhere."""
    rendues = []
    for entree in sorted(_entrees.values(), key=lambda e: e.ordre):
        url = entree.url(request)
        if url:
            rendues.append(
                {"libelle": entree.libelle, "url": url, "actif": request.path.startswith(url)}
            )
    return rendues
