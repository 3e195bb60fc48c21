"""What a page must have before it is published, whichever way it is published.

Each page type says what it lacks (`manques_pour_publier`, and `relations_requises` for its child
rows). The admin's form asks first and shows each sentence on its field. `installer` puts the
question again in Wagtail's `PublishPageRevisionAction`, through which every publication goes:
form, workflow, bulk action, admin API, import, translation, scheduled publication.
"""

import logging

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import WorkflowState

logger = logging.getLogger(__name__)


class PublicationRefusee(ValidationError):
    """The page lacks what its type asks for, or is in review; `message_dict` says it by field."""

    def __init__(self, page, manques: dict[str, str]):
        super().__init__(manques)
        self.page = page


def manques(page) -> dict[str, str]:
    """Field or relation name → French sentence, for everything that the page lacks."""
    relations = {
        nom: phrase
        for nom, phrase in page.relations_requises.items()
        if not getattr(page, nom).all()
    }
    return page.manques_pour_publier() | relations


def relecture_en_attente(page, *, par=None) -> str:
    """Why `par` may not publish this page now, when a review is going on; else nothing.

    What may approve the review may publish; Wagtail then closes the review.
    """
    etat = page.current_workflow_state
    if etat is None or _peut_approuver(par, etat, page):
        return ""
    if etat.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("La relecture a demandé des modifications : renvoyez-lui la page corrigée.")
    return _("La page est en relecture : elle sera publique quand la relecture l’aura approuvée.")


def _peut_approuver(personne, etat: WorkflowState, page) -> bool:
    if personne is None or etat.current_task_state is None:
        return False
    actions = etat.current_task_state.task.specific.get_actions(page, personne)
    return "approve" in {action[0] for action in actions}


def verifier(page, *, par=None) -> None:
    """Raise PublicationRefusee with every missing thing at once."""
    attente = relecture_en_attente(page, par=par)
    trouves = {NON_FIELD_ERRORS: attente} if attente else manques(page)
    if trouves:
        raise PublicationRefusee(page, trouves)


def installer() -> None:
    """Wagtail offers neither a hook nor a setting that every publication passes."""
    d_origine = PublishPageRevisionAction.check

    def check(action, skip_permission_checks=False):
        d_origine(action, skip_permission_checks=skip_permission_checks)
        if hasattr(action.object, "manques_pour_publier"):
            verifier(action.object, par=action.user)

    PublishPageRevisionAction.check = check


def annuler_programmation(revision, refus: PublicationRefusee) -> None:
    """A page that may not go live at its hour stays a draft, and lets the others go."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    logger.error("Publication programmée refusée (page %s) : %s", refus.page.pk, refus.messages)
