"""What ANCT asked to complete, beside what was written since: for who asked, and who answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Revision

from communautes.retours.champs import libelle_du_champ
from communautes.retours.etapes import ETAPES, Etape
from communautes.retours.models import Remarque, RetourExperience


@dataclass(frozen=True)
class Demande:
    """`change`: its field is no more as it was when it was asked."""

    remarque: Remarque
    change: bool

    @property
    def libelle(self) -> str:
        return libelle_du_champ(self.remarque.champ)

    @property
    def compare(self) -> bool:
        """Who signs is in no version: nobody can say."""
        return not self.remarque.champ or bool(_etapes(self.remarque.champ))


def suivre(remarques: Iterable[Remarque], brouillon: RetourExperience) -> list[Demande]:
    """`brouillon`: as it is now. Each version is read once, whatever the number of remarks."""
    remarques = list(remarques)
    if not remarques:
        return []
    cles = versions_demandees(brouillon, remarques)
    lues = Revision.objects.for_instance(brouillon).in_bulk({*cles.values()} - {None})
    alors = {cle: brouillon.with_content_json(lue.content) for cle, lue in lues.items()}
    return [
        Demande(une, cle in alors and _a_change(une.champ, alors[cle], brouillon))
        for une, cle in zip(remarques, cles.values(), strict=True)
    ]


def versions_demandees(
    retour: RetourExperience, remarques: Iterable[Remarque]
) -> dict[int, int | None]:
    """Remark → the version that ANCT was reading: what follows was written by its authors."""
    siennes = Revision.objects.for_instance(retour).order_by("-created_at", "-pk")
    dates = list(siennes.values_list("pk", "created_at"))
    return {une.pk: next((pk for pk, le in dates if le <= une.le), None) for une in remarques}


def _a_change(champ: str, avant: RetourExperience, apres: RetourExperience) -> bool:
    return any(_dit(etape, avant) != _dit(etape, apres) for etape in _etapes(champ))


def _etapes(champ: str) -> list[Etape]:
    """On the whole: all of them."""
    avec_texte = (etape for etape in ETAPES if etape.formulaire is not None)
    return [etape for etape in avec_texte if champ in ("", etape.remarque)]


def _dit(etape: Etape, version: RetourExperience) -> dict:
    return etape.formulaire(brouillon=version).du_brouillon()
