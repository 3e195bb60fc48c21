"""What follows of a membership that ends, and of an account that closes: the seat is somebody's."""

from django.db import transaction

from communautes.agenda.models import Abonnement, Participation, Rencontre
from communautes.agenda.services.ecriture import verrouiller
from communautes.agenda.services.participations import faire_entrer, la_sienne, retirer


def apres_l_adhesion(adhesion) -> None:
    """In the transaction where it ends, its community locked. Who left comes to what is open to
    all; who is excluded, to nothing.
    """
    siennes = _a_venir(adhesion.personne).filter(rencontre__communaute=adhesion.communaute_id)
    if not adhesion.est_exclue:
        siennes = siennes.filter(rencontre__audience=Rencontre.Audience.MEMBRES)
    _liberer(siennes, adhesion.personne)


def verrouiller_les_siennes(personne) -> list[int]:
    """Before the account: each meeting where its seat will be given to somebody."""
    return [verrouiller(cle).pk for cle in _cles(_a_venir(personne))]


def oublier(personne) -> None:
    _liberer(_a_venir(personne), personne)
    Abonnement.objects.filter(personne=personne).delete()


@transaction.atomic
def apres_la_fermeture(personnes: list) -> None:
    """Who may not sign in any more comes to nothing; their address of calendar answers nothing."""
    for personne in sorted(personnes, key=lambda une: une.pk):
        _liberer(_a_venir(personne), personne)


def _a_venir(personne):
    return Participation.objects.en_cours().filter(
        personne=personne, rencontre__in=Rencontre.objects.annoncees().a_venir()
    )


def _cles(participations) -> list[int]:
    lues = participations.order_by("rencontre__communaute", "rencontre")
    return list(lues.values_list("rencontre", flat=True))


def _liberer(participations, personne) -> None:
    for cle in _cles(participations):
        rencontre = verrouiller(cle)
        sienne = la_sienne(rencontre, personne)
        if sienne.pk and sienne.statut != Participation.Statut.RETIREE:
            retirer(sienne, par=None)
            faire_entrer(rencontre)
