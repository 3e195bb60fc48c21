"""Sending to ANCT's review, taking back; publishing what is so small that it needs none."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from communautes.retours import nouvelles
from communautes.retours.models import RetourExperience
from communautes.retours.permissions import ecrit, reprend
from communautes.retours.referentiels import Preparation
from communautes.retours.refus import RetourIncomplet
from communautes.retours.services.ecriture import (
    brouillon_de,
    constater,
    refuser_sauf,
    relire_la_relecture,
    tracer,
    verrouiller,
)
from communautes.retours.services.forme import est_mineure
from home.publication import manques


def ce_qui_manque(brouillon: RetourExperience) -> dict[str, str]:
    """Field or relation → sentence: what the version in preparation lacks to be sent."""
    return manques(brouillon)


@transaction.atomic
def soumettre(retour: RetourExperience, *, par) -> RetourExperience:
    """To ANCT. Twice is once; what was asked to complete is closed by sending again."""
    retour, parcours = verrouiller(retour)
    if reprend(par, retour):
        return retour
    refuser_sauf(
        ecrit(par, retour),
        _("C’est à la collectivité qui écrit ce retour de l’envoyer."),
    )
    if trouves := ce_qui_manque(brouillon_de(retour)):
        raise RetourIncomplet(_("Il manque encore quelque chose à ce retour."), trouves)
    parcours.soumis_par, parcours.soumis_le = par, timezone.now()
    parcours.relecteur = parcours.pris_le = None
    _mettre_en_relecture(retour)
    retour.remarques.ouvertes().update(close_le=timezone.now())
    constater(retour, parcours)
    tracer("soumis", retour, par=par)
    nouvelles.dire_l_envoi(retour, par=par)
    return retour


def _mettre_en_relecture(retour: RetourExperience) -> None:
    """Asked by nobody in Wagtail's own rows: its mails lead to the admin, where authors are not."""
    etat = retour.current_workflow_state
    if etat is not None and etat.status == WorkflowState.STATUS_NEEDS_CHANGES:
        etat.resume(user=None)
    else:
        retour.get_workflow().start(retour, user=None)
    relire_la_relecture(retour)


@transaction.atomic
def reprendre(retour: RetourExperience, *, par) -> RetourExperience:
    """Before ANCT has answered: it is a draft again."""
    retour, parcours = verrouiller(retour)
    refuser_sauf(
        reprend(par, retour), _("Ce retour n’est plus en relecture\u00a0: rechargez la page.")
    )
    retour.current_workflow_state.cancel(user=None)
    relire_la_relecture(retour)
    constater(retour, parcours)
    tracer("repris", retour, par=par)
    return retour


@transaction.atomic
def publier_la_correction(retour: RetourExperience, *, par) -> RetourExperience:
    """By its author, without a review, and while none is going on: form only, in the journal."""
    retour, parcours = verrouiller(retour)
    refuser_sauf(ecrit(par, retour), _("C’est à la collectivité qui écrit ce retour."))
    brouillon = brouillon_de(retour)
    refuser_sauf(
        parcours.preparation == Preparation.BROUILLON and est_mineure(retour, brouillon),
        _("Vos changements vont au-delà de la forme\u00a0: envoyez-les à la relecture."),
    )
    if trouves := ce_qui_manque(brouillon):
        raise RetourIncomplet(_("Il manque encore quelque chose à ce retour."), trouves)
    tracer("corrige", retour, par=par)
    retour.latest_revision.publish(user=par, skip_permission_checks=True)
    retour.refresh_from_db()
    return retour
