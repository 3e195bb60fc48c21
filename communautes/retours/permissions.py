"""Who reads, writes, signs and reviews a retour. docs/droits.md says it in words."""

from django.db.models import Q

from communautes.comptes.affiliations.models import Affiliation
from communautes.retours.models import CollectiviteAuteure, Parcours, RetourExperience

RELIRE = "retours.relire_retourexperience"


def relit(personne) -> bool:
    """ANCT: reads everything, answers, publishes."""
    return personne.is_active and personne.has_perm(RELIRE)


def est_a_l_auteur(personne, parcours: Parcours, **laquelle) -> bool:
    """Begun by this person, who still works, or says so, where it was begun (`laquelle`: a filter
    of its row).
    """
    if not personne.is_active or parcours.auteur_id != personne.pk:
        return False
    principale = CollectiviteAuteure.objects.filter(
        retour=parcours.retour_id, principale=True, **laquelle
    )
    siennes = Affiliation.objects.en_vigueur().filter(personne=personne)
    return siennes.filter(collectivite__in=principale.values("collectivite")).exists()


def travaille_pour(personne, retour: RetourExperience, **lesquelles) -> bool:
    """Proven to work for one of its collectivités (`lesquelles`: a filter of their rows)."""
    if not personne.is_active:
        return False
    lignes = CollectiviteAuteure.objects.filter(retour=retour, **lesquelles)
    lignes = lignes.exclude(pk__in=CollectiviteAuteure.objects.proposees().values("pk"))
    siennes = Affiliation.objects.membres().filter(personne=personne)
    return siennes.filter(collectivite__in=lignes.values("collectivite")).exists()


def represente(personne, retour: RetourExperience) -> bool:
    """Speaks for the collectivité that writes it."""
    return travaille_pour(personne, retour, principale=True) or est_a_l_auteur(
        personne, retour.parcours
    )


def est_lisible(retour: RetourExperience) -> bool:
    return RetourExperience.objects.lisibles().filter(pk=retour.pk).exists()


def lit_le_brouillon(personne, retour: RetourExperience) -> bool:
    """The version that is being prepared, its files, what is said of it."""
    if not personne.is_active:
        return False
    signe = Q(etat__in=CollectiviteAuteure.OUVERTES)
    cles = CollectiviteAuteure.objects.filter(signe, retour=retour).values("pk")
    return (
        relit(personne)
        or travaille_pour(personne, retour, pk__in=cles)
        or est_a_l_auteur(personne, retour.parcours, pk__in=cles)
    )


def ecrit(personne, retour: RetourExperience) -> bool:
    """Not what ANCT is reading: it is taken back first; nor what its author has not accepted."""
    if retour.parcours.est_a_l_anct:
        return False
    return travaille_pour(personne, retour, principale=True) or est_a_l_auteur(
        personne, retour.parcours, etat=CollectiviteAuteure.Etat.ACCEPTEE
    )


def repond_a_la_promotion(personne, retour: RetourExperience) -> bool:
    """Out of their answer, and not accepted: read by them and ANCT, written by nobody."""
    return est_a_l_auteur(personne, retour.parcours, etat=CollectiviteAuteure.Etat.INVITEE)


def reprend(personne, retour: RetourExperience) -> bool:
    return retour.parcours.est_a_l_anct and represente(personne, retour)


def retire(personne, retour: RetourExperience) -> bool:
    """Always possible: what a collectivité said is its own."""
    visible = retour.live and not retour.parcours.est_retire
    return visible and (represente(personne, retour) or relit(personne))


def invite(personne, retour: RetourExperience) -> bool:
    return ecrit(personne, retour)


def signe_pour(personne, auteure: CollectiviteAuteure) -> Affiliation | None:
    """Of who answers for an invited collectivité: proven to work there."""
    if not personne.is_active or auteure.attend_son_auteur:
        return None
    siennes = Affiliation.objects.membres().filter(personne=personne)
    return siennes.filter(collectivite=auteure.collectivite_id).order_by("-niveau").first()
