"""Answering a request, excluding, lifting an exclusion: the animation at home, ANCT everywhere."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.adhesions import emails
from communautes.adhesions.models import Adhesion
from communautes.adhesions.permissions import peut_animer, peut_conduire, peut_moderer
from communautes.adhesions.refus import AdhesionRefusee
from communautes.adhesions.services.ecriture import (
    constater_l_animation,
    etat,
    fermer,
    motif_de,
    ouvrir,
    tracer,
    verifier_ouverte,
    verrouiller,
)
from communautes.adhesions.services.invitations import servir


@transaction.atomic
def accepter(adhesion: Adhesion, *, par) -> Adhesion:
    """Twice is once: two animators may answer at the same moment."""
    adhesion = verrouiller(adhesion)
    _verifier_animation(adhesion, par)
    if adhesion.est_active:
        return adhesion
    _verifier_demandee(adhesion)
    verifier_ouverte(adhesion.communaute)
    avant, invitation = etat(adhesion), adhesion.invitation
    ouvrir(adhesion)
    tracer("acceptee", adhesion, par=par, avant=avant)
    servir(invitation, adhesion, par=par)
    transaction.on_commit(lambda: emails.reponse(adhesion.pk, "acceptee"))
    return adhesion


@transaction.atomic
def refuser(adhesion: Adhesion, *, par, motif: str) -> Adhesion:
    adhesion = verrouiller(adhesion)
    _verifier_animation(adhesion, par)
    _verifier_demandee(adhesion)
    motif, avant = motif_de(motif, adhesion, par=par), etat(adhesion)
    fermer(adhesion, Adhesion.Statut.REFUSEE, motif=motif)
    tracer("refusee", adhesion, par=par, avant=avant, motif=motif)
    transaction.on_commit(lambda: emails.reponse(adhesion.pk, "refusee"))
    return adhesion


@transaction.atomic
def exclure(adhesion: Adhesion, *, par, motif: str, jours: int | None) -> Adhesion:
    """`jours`: how long, in days; None for good. What they wrote stays, unless it is moderated."""
    adhesion = verrouiller(adhesion)
    if par.pk == adhesion.personne_id:
        raise AdhesionRefusee(_("On ne s’exclut pas soi-même\u00a0: on quitte la communauté."))
    if not peut_conduire(par) and not peut_moderer(par, adhesion.communaute):
        raise AdhesionRefusee(_("Seules l’animation et la modération excluent un membre."))
    if adhesion.modere and not peut_conduire(par):
        raise AdhesionRefusee(
            _("Cette personne anime ou modère\u00a0: l’ANCT seule peut l’exclure.")
        )
    if not adhesion.est_active:
        raise AdhesionRefusee(_("Cette personne n’est pas membre\u00a0: rechargez la page."))
    motif, avant = motif_de(motif, adhesion, par=par), etat(adhesion)
    fin = timezone.now() + timedelta(days=jours) if jours else None
    fermer(adhesion, Adhesion.Statut.EXCLUE, motif=motif, jusqu_au=fin)
    constater_l_animation(adhesion.communaute.vie)
    tracer("exclue", adhesion, par=par, avant=avant, motif=motif)
    transaction.on_commit(lambda: emails.reponse(adhesion.pk, "exclue"))
    return adhesion


@transaction.atomic
def lever_l_exclusion(adhesion: Adhesion, *, par, motif: str) -> Adhesion:
    """They may ask again; they are not put back among the members."""
    adhesion = verrouiller(adhesion)
    _verifier_animation(adhesion, par)
    if not adhesion.est_exclue:
        raise AdhesionRefusee(_("Cette exclusion est déjà finie\u00a0: rechargez la page."))
    motif, avant = motif_de(motif, adhesion, par=par), etat(adhesion)
    fermer(adhesion, Adhesion.Statut.QUITTEE)
    tracer("exclusion_levee", adhesion, par=par, avant=avant, motif=motif)
    transaction.on_commit(lambda: emails.reponse(adhesion.pk, "levee"))
    return adhesion


def _verifier_animation(adhesion: Adhesion, par) -> None:
    if par.pk == adhesion.personne_id:
        raise AdhesionRefusee(_("On ne répond pas à sa propre demande."))
    if not peut_conduire(par) and not peut_animer(par, adhesion.communaute):
        raise AdhesionRefusee(_("C’est à l’animation de cette communauté, ou à l’ANCT."))


def _verifier_demandee(adhesion: Adhesion) -> None:
    if not adhesion.est_demandee:
        raise AdhesionRefusee(_("Cette demande a déjà sa réponse\u00a0: rechargez la page."))
