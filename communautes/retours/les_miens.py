"""What a person has under the hand: what they write, sign, or are asked to sign."""

from collections.abc import Collection

from django.db.models import Q

from communautes.comptes.affiliations.models import Affiliation
from communautes.retours.models import CollectiviteAuteure, RetourExperience
from communautes.retours.nouvelles import lecteurs_du_brouillon


def cles_de(personne) -> list[int]:
    """Of those that they may still follow, the last touched first: no text is read for it."""
    siens = RetourExperience.objects.ecrits_par(personne).values("pk")
    invitees = CollectiviteAuteure.objects.invitees().filter(collectivite__in=_leurs(personne))
    lus = list(
        RetourExperience.objects.filter(Q(pk__in=siens) | Q(pk__in=invitees.values("retour")))
        .select_related("parcours")
        .only("parcours__auteur")
        .order_by("-parcours__modifie_le", "-pk")
    )
    suivis = {retour for _personne, retour in lecteurs_du_brouillon([personne], lus)}
    return [retour.pk for retour in lus if retour.pk in suivis]


def charger(personne, cles: Collection[int]) -> list[RetourExperience]:
    """Out of `cles_de`, in their order. Each with `invitations`: the rows by which one of their
    collectivités is asked to sign it; and `tient`: it is theirs to write.
    """
    lus = RetourExperience.objects.select_related("parcours", "promotion").in_bulk(cles)
    leurs = _leurs(personne)
    invitees = CollectiviteAuteure.objects.invitees().filter(collectivite__in=leurs)
    par_retour: dict[int, list[CollectiviteAuteure]] = {}
    for ligne in invitees.filter(retour__in=cles).select_related("collectivite"):
        par_retour.setdefault(ligne.retour_id, []).append(ligne)
    ecrites = CollectiviteAuteure.objects.filter(principale=True, collectivite__in=leurs)
    tenus = set(ecrites.filter(retour__in=cles).values_list("retour", flat=True))
    retours = [lus[cle] for cle in cles if cle in lus]
    for retour in retours:
        retour.invitations = par_retour.get(retour.pk, [])
        retour.tient = retour.pk in tenus or retour.parcours.auteur_id == personne.pk
    return retours


def _leurs(personne):
    return Affiliation.objects.membres().filter(personne=personne).values("collectivite")
