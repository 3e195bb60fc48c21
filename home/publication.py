"""What a page or a snippet must have before it is published, whichever way it is published.

Each type says what it lacks (`manques_pour_publier`, and `relations_requises` for its child
rows). The admin's form asks first and shows each sentence on its field. `installer` puts the
question again in Wagtail's actions, through which every publication goes:
form, workflow, bulk action, admin API, import, translation, scheduled publication.
"""

import logging
from contextlib import AbstractContextManager, nullcontext

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import WorkflowState

from home.edition import courriels, programmation

logger = logging.getLogger(__name__)


class PublicationRefusee(ValidationError):
    """It lacks what its type asks for, or is in review; `message_dict` says it by field."""

    def __init__(self, objet, manques: dict[str, str]):
        super().__init__(manques)
        self.objet = objet


class PublieeSiComplete:
    """For what has drafts, before Wagtail's class: nothing incomplete goes live."""

    # Child relations that may not be empty once published: name → what to tell the editor.
    relations_requises: dict[str, str] = {}

    def pendant_la_publication(self) -> AbstractContextManager:
        """Held from the question to the answer: nothing that was asked changes meanwhile."""
        return nullcontext()

    def manques_pour_publier(self) -> dict[str, str]:
        """Field name → French sentence, for each thing that is still lacking."""
        from home.qualite.publication import liens_rompus  # it reads bodies, that stand on this

        return liens_rompus(self)

    def ce_qui_empeche(self, revision) -> str:
        """Why this version may not be published, whatever it holds; else nothing."""
        return ""

    def publish(self, revision, *args, **kwargs):
        """Refuse (PublicationRefusee) what may not be public; at its hour, only give up."""
        try:
            if raison := self.ce_qui_empeche(revision):
                raise PublicationRefusee(self, {NON_FIELD_ERRORS: raison})
            return super().publish(revision, *args, **kwargs)
        except PublicationRefusee as refus:
            if revision.approved_go_live_at and refus.objet.pk == self.pk:
                return annuler_programmation(revision, refus)
            raise


def ajouter(manques: dict[str, str], champ: str, phrase: str) -> None:
    """One more thing that a field lacks, after those that are known."""
    manques[champ] = " ".join(filter(None, [manques.get(champ), str(phrase)]))


def manques(objet) -> dict[str, str]:
    """Field or relation name → French sentence, for everything that is lacking."""
    relations = {
        nom: phrase
        for nom, phrase in objet.relations_requises.items()
        if not getattr(objet, nom).all()
    }
    return programmation.manques(objet) | objet.manques_pour_publier() | relations


def relecture_en_attente(objet, *, par=None) -> str:
    """Why `par` may not publish this now, when a review is going on; else nothing.

    What may approve the review may publish; Wagtail then closes the review.
    """
    etat = objet.current_workflow_state
    if etat is None or peut_approuver(par, etat, objet):
        return ""
    if etat.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("La relecture a demandé des modifications : renvoyez-lui la page corrigée.")
    return _("La page est en relecture : elle sera publique quand la relecture l’aura approuvée.")


def peut_approuver(personne, etat: WorkflowState, objet) -> bool:
    if personne is None or etat.current_task_state is None:
        return False
    actions = etat.current_task_state.task.specific.get_actions(objet, personne)
    return "approve" in {action[0] for action in actions}


def verifier(objet, *, par=None) -> None:
    """Raise PublicationRefusee with every missing thing at once."""
    attente = relecture_en_attente(objet, par=par)
    trouves = {NON_FIELD_ERRORS: attente} if attente else manques(objet)
    if trouves:
        raise PublicationRefusee(objet, trouves)


def installer() -> None:
    """Wagtail offers neither a hook nor a setting that every publication passes."""
    for action in (PublishRevisionAction, PublishPageRevisionAction):
        action.check = _verifiee(action.check)
    PublishRevisionAction.execute = _tenue(PublishRevisionAction.execute)


def _tenue(d_origine):
    def execute(action, skip_permission_checks=False):
        if not isinstance(action.object, PublieeSiComplete):
            return d_origine(action, skip_permission_checks=skip_permission_checks)
        with action.object.pendant_la_publication():
            return d_origine(action, skip_permission_checks=skip_permission_checks)

    return execute


def _verifiee(d_origine):
    def check(action, skip_permission_checks=False):
        d_origine(action, skip_permission_checks=skip_permission_checks)
        if isinstance(action.object, PublieeSiComplete):
            verifier(action.object, par=action.user)

    return check


def annuler_programmation(revision, refus: PublicationRefusee) -> None:
    """What may not go live at its hour stays a draft, and lets the others go; people are told."""
    prevue_le = programmation.en_toutes_lettres(revision.approved_go_live_at)
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    logger.error(
        "Publication programmée refusée (%s %s) : %s",
        refus.objet._meta.label,
        refus.objet.pk,
        refus.messages,
    )
    courriels.prevenir_du_refus(revision, refus.objet, refus.messages, prevue_le)
