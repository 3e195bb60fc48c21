"""How many documents answer, in all and for each value of a facet: bits of a Trame."""

from dataclasses import dataclass

from search.facade import Requete
from search.moteurs.filtres import POUR_TOUS
from search.moteurs.question import Question
from search.moteurs.trames import Trame

VALEURS_PAR_FACETTE = 150  # régions and départements together are 119


@dataclass(frozen=True)
class Comptes:
    """`retenus`: what answers, one bit each; `facettes`: as those of Resultats."""

    retenus: int
    facettes: dict[str, list[tuple[str, int]]]

    @property
    def total(self) -> int:
        return self.retenus.bit_count()


def compter(requete: Requete, question: Question | None, trame: Trame) -> Comptes:
    """Each facet as if it were not restricted itself, most frequent first."""
    base = trame.visibles(requete.acces)
    if question is not None:
        base &= question.documents
    restreints = {
        facette: trame.un_de(facette, valeurs)
        | (trame.sans[facette] if facette in POUR_TOUS else 0)
        for facette, valeurs in requete.choisies().items()
    }
    comptes = {}
    for facette in requete.facettes:
        retenus = _tous(base, restreints, sauf=facette)
        trouves = [
            (valeur, nombre)
            for valeur, bits in trame.valeurs[facette].items()
            if valeur and (nombre := (bits & retenus).bit_count())
        ]
        comptes[facette] = sorted(trouves, key=lambda v: (-v[1], v[0]))[:VALEURS_PAR_FACETTE]
    return Comptes(_tous(base, restreints), comptes)


def _tous(base: int, restreints: dict[str, int], sauf: str = "") -> int:
    """What the reader restricted, but the facet `sauf`."""
    for facette, bits in restreints.items():
        if facette != sauf:
            base &= bits
    return base
