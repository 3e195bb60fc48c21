"""What a person has under the hand: what they write, sign, or are asked to sign."""

from django.db.models import Q

from communautes.comptes.affiliations.models import Affiliation
from communautes.retours.models import CollectiviteAuteure, RetourExperience
from communautes.retours.nouvelles import lecteurs_du_brouillon


def retours_de(personne) -> list[RetourExperience]:
    """Those that they may still follow, the last touched first. Seven queries at most.

    Each with `invitations`: the rows by which one of their collectivités is asked to sign it; and
    `tient`: it is theirs to write.
    """
    leurs = Affiliation.objects.membres().filter(personne=personne).values("collectivite")
    invitees = CollectiviteAuteure.objects.invitees().filter(collectivite__in=leurs)
    siens = RetourExperience.objects.ecrits_par(personne).values("pk")
    lus = list(
        RetourExperience.objects.filter(Q(pk__in=siens) | Q(pk__in=invitees.values("retour")))
        .select_related("parcours", "promotion")
        .order_by("-parcours__modifie_le", "-pk")
    )
    suivis = {retour for _personne, retour in lecteurs_du_brouillon([personne], lus)}
    par_retour: dict[int, list[CollectiviteAuteure]] = {}
    for ligne in invitees.filter(retour__in=suivis).select_related("collectivite"):
        par_retour.setdefault(ligne.retour_id, []).append(ligne)
    ecrites = CollectiviteAuteure.objects.filter(principale=True, collectivite__in=leurs)
    tenus = set(ecrites.filter(retour__in=suivis).values_list("retour", flat=True))
    gardes = [retour for retour in lus if retour.pk in suivis]
    for retour in gardes:
        retour.invitations = par_retour.get(retour.pk, [])
        retour.tient = retour.pk in tenus or retour.parcours.auteur_id == personne.pk
    return gardes
