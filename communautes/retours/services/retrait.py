"""What is thrown away, public no more, or proposed no more."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction

from communautes.journal.services import MotifRefuse, verifier_motif
from communautes.retours import indexation, nouvelles, permissions
from communautes.retours.models import RetourExperience
from communautes.retours.refus import RetourRefuse
from communautes.retours.services.ecriture import (
    constater,
    refuser_sauf,
    relire_la_relecture,
    tracer,
    verrouiller,
)
from communautes.retours.services.promotion import abandonner


@transaction.atomic
def supprimer(retour: RetourExperience, *, par) -> None:
    """A draft that nobody else has read."""
    retour, _parcours = verrouiller(retour)
    refuser_sauf(
        retour.first_published_at is None and permissions.ecrit(par, retour),
        _("Seul un brouillon jamais publié se supprime\u00a0: retirez plutôt le retour."),
    )
    tracer("supprime", retour, par=par)
    abandonner(retour, par=par)
    retour.delete()


@transaction.atomic
def retirer(retour: RetourExperience, *, par, motif: str) -> RetourExperience:
    """By its collectivité, always; by ANCT, with its reason. Its address says that it was there."""
    retour, parcours = verrouiller(retour)
    if parcours.est_retire and permissions.represente(par, retour):
        return retour
    refuser_sauf(
        permissions.retire(par, retour), _("C’est à sa collectivité de retirer ce retour.")
    )
    refuser_sauf(bool(motif.strip()), _("Dites pourquoi\u00a0: une phrase suffit."))
    try:
        verifier_motif(motif)
    except MotifRefuse as refus:
        raise RetourRefuse(str(refus)) from refus
    parcours.retire_par_l_anct = not permissions.represente(par, retour)
    parcours.retire_le, parcours.retire_par = timezone.now(), par
    parcours.motif_du_retrait = motif.strip()
    parcours.save()
    if (etat := retour.current_workflow_state) is not None:
        etat.cancel(user=None)
    UnpublishAction(retour, user=par).execute(skip_permission_checks=True)
    retour.refresh_from_db()
    retour.parcours = parcours
    relire_la_relecture(retour)
    constater(retour, parcours)
    acte = "retire_par_l_anct" if parcours.retire_par_l_anct else "retire"
    tracer(acte, retour, par=par, motif=motif)
    nouvelles.dire_le_retrait(retour, par=par)
    return retour


@transaction.atomic
def archiver(retour: RetourExperience, *, par) -> RetourExperience:
    """It is read at its address, and proposed nowhere."""
    return _classer(retour, par, le=timezone.now(), acte="archive")


@transaction.atomic
def desarchiver(retour: RetourExperience, *, par) -> RetourExperience:
    return _classer(retour, par, le=None, acte="desarchive")


def _classer(retour: RetourExperience, par, *, le, acte: str) -> RetourExperience:
    retour, parcours = verrouiller(retour)
    refuser_sauf(permissions.retire(par, retour), _("Ce retour ne s’archive pas d’ici."))
    if (le is None) == (parcours.archive_le is None):
        return retour
    parcours.archive_le = le
    parcours.save()
    tracer(acte, retour, par=par)
    if parcours.est_archive:
        nouvelles.dire_le_retrait(retour, par=par)
    indexation.apres_validation(retour.pk)
    return retour
