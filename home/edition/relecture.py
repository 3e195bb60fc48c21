"""What the form says of a review: who waits for whom, what was answered, what to do now."""

from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import WorkflowState

from home.edition.programmation import en_toutes_lettres


def phrases(objet, *, pour) -> list[str]:
    """To `pour`, who reads the form of this content. Its `qui_corrige`: when it is not they."""
    from home.publication import peut_approuver  # it asks this room what is programmed

    if not objet.pk or (etat := objet.current_workflow_state) is None:
        return []
    if etat.status == WorkflowState.STATUS_NEEDS_CHANGES:
        suite = getattr(objet, "qui_corrige", "") or _("Corrigez, puis renvoyez.")
        return [_reponse(etat), suite]
    dites = [_demande(etat)]
    if peut_approuver(pour, etat, objet):
        dites.append(
            _(
                "À vous de répondre\u00a0: le menu du bouton, en bas de l’écran, permet "
                "d’approuver et de publier, ou de demander des modifications."
            )
        )
    return dites


def _demande(etat: WorkflowState) -> str:
    quand = en_toutes_lettres(etat.created_at)
    if etat.requested_by is None:
        return _("En relecture depuis le %(quand)s.") % {"quand": quand}
    return _("En relecture depuis le %(quand)s, à la demande de %(nom)s.") % {
        "quand": quand,
        "nom": get_user_display_name(etat.requested_by),
    }


def _reponse(etat: WorkflowState) -> str:
    tache = etat.current_task_state
    if tache is not None and tache.comment:
        return _("La relecture demande des modifications\u00a0: «\u00a0%(commentaire)s\u00a0»") % {
            "commentaire": tache.comment
        }
    return _("La relecture demande des modifications.")
