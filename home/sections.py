"""What other rooms show on a page that is not theirs; each adds its own in AppConfig.ready.

What has nothing to show is absent.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """`contexte(objet, request)` returns what `gabarit` shows, or None when there is nothing.

    The section's template has its own h2.
    """

    nom: str
    ordre: int
    gabarit: str
    contexte: Callable


class Sections:
    def __init__(self):
        self._par_nom: dict[str, Section] = {}

    def enregistrer(self, section: Section) -> None:
        self._par_nom[section.nom] = section

    def pour(self, objet, request) -> list[dict]:
        """Sections with something to show, in order: {nom, gabarit, contexte}."""
        rendues = []
        for section in sorted(self._par_nom.values(), key=lambda s: s.ordre):
            contexte = section.contexte(objet, request)
            if contexte is not None:
                rendues.append(
                    {"nom": section.nom, "gabarit": section.gabarit, "contexte": contexte}
                )
        return rendues


de_l_accueil = Sections()
