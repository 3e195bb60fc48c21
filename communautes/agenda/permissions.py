"""Who reads a meeting, who plans one, who comes, who reads its link. Asked of the database."""

from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.adhesions.permissions import (
    adhesion_de,
    ouvrables,
    peut_conduire,
    peut_mener,
    peut_moderer,
)
from communautes.adhesions.permissions import peut_lire as peut_lire_la_communaute
from communautes.agenda.models import DecisionDeRencontre, Participation, Rencontre
from home.visibilite import publiques


def peut_planifier(personne, communaute: CommunautePage | None) -> bool:
    """The animation of the community, or ANCT; ANCT alone for the whole portal."""
    if communaute is None:
        return peut_conduire(personne)
    return peut_mener(personne, communaute)


def peut_lire(personne, rencontre: Rencontre) -> bool:
    return Rencontre.objects.filter(pk=rencontre.pk).lisibles_par(personne).exists()


def peut_lire_le_compte_rendu(personne, rencontre: Rencontre) -> bool:
    """What members said to each other is theirs: not ANCT's, unless it is a member too."""
    if not peut_lire(personne, rencontre):
        return False
    if rencontre.audience == Rencontre.Audience.TOUS or rencontre.communaute is None:
        return True
    return peut_lire_la_communaute(personne, rencontre.communaute)


def peut_voir_le_lien(personne, rencontre: Rencontre, participation: Participation | None) -> bool:
    """Who comes; or who may read, when nobody registers; and who plans."""
    if not rencontre.est_sur_inscription:
        return True
    if participation is not None and participation.est_inscrite:
        return True
    return peut_planifier(personne, rencontre.communaute)


def peut_moderer_la_rencontre(personne, rencontre: Rencontre) -> bool:
    if rencontre.communaute is None:
        return peut_conduire(personne)
    return peut_moderer(personne, rencontre.communaute) or peut_conduire(personne)


def peut_clore(personne, decision: DecisionDeRencontre) -> bool:
    """Who does it, or who answers for the meeting."""
    rencontre = decision.rencontre
    if peut_planifier(personne, rencontre.communaute):
        return True
    return decision.porteur_id == personne.pk and peut_lire(personne, rencontre)


def est_exclue(personne, rencontre: Rencontre) -> bool:
    """From its community: an open meeting is no way around it."""
    if rencontre.communaute is None:
        return False
    adhesion = adhesion_de(personne, rencontre.communaute)
    return adhesion is not None and adhesion.est_exclue


def lecteurs(personnes, rencontres) -> set[tuple[int, int | None]]:
    """Pairs (person, meeting), by what each meeting says of itself: it may be not saved yet."""
    dites = [une for une in rencontres if not une.est_brouillon and une.moderation == "publie"]
    cles = {une.communaute_id for une in dites if une.communaute_id}
    pages = CommunautePage.objects.filter(pk__in=cles)
    connues = set(publiques(pages).values_list("pk", flat=True)) if cles else set()
    ouvertes = set(ouvrables(pages).values_list("pk", flat=True)) if cles else set()
    dedans = set(
        Adhesion.objects.actives()
        .filter(personne__in=personnes, communaute__in=ouvertes)
        .values_list("personne", "communaute")
    )
    return {
        (personne.pk, une.pk)
        for une in dites
        for personne in personnes
        if _lit(personne, une, connues, dedans)
    }


def _lit(personne, rencontre, connues: set, dedans: set) -> bool:
    communaute = rencontre.communaute_id
    if rencontre.audience == Rencontre.Audience.TOUS and (
        communaute is None or communaute in connues
    ):
        return True
    return (personne.pk, communaute) in dedans
