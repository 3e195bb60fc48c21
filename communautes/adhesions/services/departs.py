"""Leaving, always possible; and what is left of who deletes their account."""

from django.db import transaction
from django.utils.translation import gettext as _

from communautes.adhesions.models import Adhesion, Invitation
from communautes.adhesions.refus import AdhesionRefusee
from communautes.adhesions.services.ecriture import (
    constater_l_animation,
    etat,
    fermer,
    tracer,
    verrouiller,
    verrouiller_communaute,
)


@transaction.atomic
def quitter(adhesion: Adhesion, *, par) -> Adhesion:
    """Also takes back a request. Twice is once."""
    adhesion = verrouiller(adhesion)
    if par.pk != adhesion.personne_id:
        raise AdhesionRefusee(_("Chacun quitte pour soi."))
    if adhesion.est_active or adhesion.est_demandee:
        _partir(adhesion, par=par)
    return adhesion


def oublier(personne) -> None:
    """The account goes: so does it from everywhere. Communities are locked by the caller, in
    order of their keys.
    """
    for adhesion in ouvertes(personne):
        _partir(verrouiller(adhesion), par=None)


def verrouiller_les_siennes(personne) -> list[int]:
    """Those that call this person too: what called them goes with the account."""
    cles = set(ouvertes(personne).values_list("communaute", flat=True))
    cles |= set(Invitation.objects.qui_appellent(personne.pk).values_list("communaute", flat=True))
    return [verrouiller_communaute(cle).pk for cle in sorted(cles)]


def ouvertes(personne):
    return Adhesion.objects.en_cours().filter(personne=personne).order_by("communaute")


def _partir(adhesion: Adhesion, *, par) -> None:
    avant = etat(adhesion)
    fermer(adhesion, Adhesion.Statut.QUITTEE)
    tracer("quittee", adhesion, par=par, avant=avant)
    constater_l_animation(adhesion.communaute.vie)


@transaction.atomic
def constater_apres_la_fermeture(personnes: list) -> None:
    """Who may not sign in any more animates nothing; their place is kept, should they be back."""
    animees = Adhesion.objects.actives().filter(
        personne__in=[personne.pk for personne in personnes], role=Adhesion.Role.ANIMATEUR
    )
    for cle in sorted(set(animees.values_list("communaute", flat=True))):
        constater_l_animation(verrouiller_communaute(cle))
