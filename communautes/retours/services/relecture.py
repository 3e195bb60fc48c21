"""ANCT's review: taking it, asking to complete field by field, publishing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.retours import nouvelles
from communautes.retours.models import Remarque, RetourExperience
from communautes.retours.permissions import relit
from communautes.retours.refus import RetourRefuse
from communautes.retours.services.ecriture import (
    constater,
    refuser_sauf,
    relire_la_relecture,
    tracer,
    verrouiller,
)
from home.publication import PublicationRefusee


@transaction.atomic
def prendre(retour: RetourExperience, *, par) -> RetourExperience:
    """« Je le relis »: the author reads that somebody does. Of two people, the last one has it."""
    retour, parcours = _en_relecture(retour, par)
    if parcours.relecteur_id == par.pk:
        return retour
    parcours.relecteur, parcours.pris_le = par, timezone.now()
    constater(retour, parcours)
    tracer("pris", retour, par=par)
    return retour


@transaction.atomic
def demander_de_completer(
    retour: RetourExperience, *, par, remarques: dict[str, str]
) -> RetourExperience:
    """`remarques`: field (nothing: on the whole) → what is asked."""
    retour, parcours = _en_relecture(retour, par)
    refuser_sauf(bool(remarques), _("Écrivez au moins une remarque\u00a0: elle guide."))
    retour.remarques.ouvertes().update(close_le=timezone.now())
    Remarque.objects.bulk_create(
        Remarque(retour=retour, champ=champ, texte=texte, par=par)
        for champ, texte in remarques.items()
    )
    retour.current_workflow_task_state.reject(user=par, comment=remarques.get("", ""))
    relire_la_relecture(retour)
    constater(retour, parcours)
    tracer("a_completer", retour, par=par)
    nouvelles.dire_ce_qui_est_a_completer(retour, par=par)
    return retour


@transaction.atomic
def publier(retour: RetourExperience, *, par) -> RetourExperience:
    """The latest version, whoever wrote it last. What it lacks is said, and nothing is published.

    What follows a publication, whichever way it came, is in services/publication.py.
    """
    retour, _parcours = _en_relecture(retour, par)
    try:
        retour.current_workflow_task_state.approve(user=par)
    except PublicationRefusee as refus:
        raise RetourRefuse(" ".join(refus.messages)) from refus
    retour = RetourExperience.objects.select_related("parcours").get(pk=retour.pk)
    nouvelles.dire_la_publication(retour, par=par)
    return retour


def _en_relecture(retour: RetourExperience, par):
    """Locked, and still ANCT's to answer."""
    retour, parcours = verrouiller(retour)
    refuser_sauf(relit(par), _("C’est à l’ANCT de relire un retour d’expérience."))
    refuser_sauf(
        parcours.est_a_l_anct and retour.current_workflow_task_state is not None,
        _("Ce retour n’est plus en relecture\u00a0: rechargez la page."),
    )
    return retour, parcours
