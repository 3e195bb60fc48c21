"""Who animates and who moderates; who shows in the directory."""

from django.db import transaction
from django.utils.translation import gettext as _

from communautes.adhesions import emails
from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.adhesions.permissions import peut_animer, peut_conduire
from communautes.adhesions.refus import AdhesionRefusee
from communautes.adhesions.services.ecriture import (
    constater_l_animation,
    etat,
    tracer,
    verrouiller,
)
from communautes.adhesions.services.entrer import inscrire

Role = Adhesion.Role


@transaction.atomic
def donner_role(adhesion: Adhesion, role: str, *, par) -> Adhesion:
    """By the animation, or ANCT. Who animates gives the role back, or ANCT takes it: one animator
    does not unseat another.
    """
    adhesion = verrouiller(adhesion)
    soi = par.pk == adhesion.personne_id
    if not peut_conduire(par) and not peut_animer(par, adhesion.communaute):
        raise AdhesionRefusee(_("Seules l’animation et l’ANCT donnent un rôle."))
    if not adhesion.est_active:
        raise AdhesionRefusee(_("Cette personne n’est pas membre\u00a0: rechargez la page."))
    if adhesion.role == role:
        return adhesion
    if adhesion.role == Role.ANIMATEUR and not soi and not peut_conduire(par):
        raise AdhesionRefusee(
            _("Cette personne anime aussi\u00a0: elle rend ce rôle, ou l’ANCT le retire.")
        )
    avant = etat(adhesion)
    adhesion.role = role
    adhesion.save(update_fields=["role"])
    constater_l_animation(adhesion.communaute.vie)
    tracer("role", adhesion, par=par, avant=avant)
    if not soi:
        transaction.on_commit(lambda: emails.role(adhesion.pk))
    return adhesion


@transaction.atomic
def nommer(communaute: CommunautePage, personne, *, par) -> Adhesion:
    """ANCT gives a community somebody who animates it: a member or not yet."""
    if not peut_conduire(par):
        raise AdhesionRefusee(_("Seule l’ANCT nomme une animation."))
    adhesion = inscrire(communaute, personne, par=par)
    return donner_role(adhesion, Role.ANIMATEUR, par=par)


@transaction.atomic
def paraitre(adhesion: Adhesion, *, par, oui: bool) -> Adhesion:
    """In the directory, or no more: a choice of one's own, that the journal has no use for."""
    adhesion = verrouiller(adhesion)
    if par.pk != adhesion.personne_id or not adhesion.est_active:
        raise AdhesionRefusee(_("Il faut être membre\u00a0: rechargez la page."))
    adhesion.dans_l_annuaire = oui
    adhesion.save(update_fields=["dans_l_annuaire"])
    return adhesion
