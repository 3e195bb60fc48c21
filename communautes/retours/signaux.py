"""Publications and reviews, whichever way they came: a service, Wagtail's own buttons, an hour."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.log_actions import get_active_log_context
from wagtail.models import WorkflowState
from wagtail.signals import published, unpublished, workflow_cancelled

from communautes.retours import indexation
from communautes.retours.models import RetourExperience
from communautes.retours.services import publication


def _publie(sender, instance, revision=None, **kwargs) -> None:
    qui = get_active_log_context().user or (revision and revision.user)
    publication.a_ete_publie(instance, par=qui)


def _depublie(sender, instance, **kwargs) -> None:
    publication.a_ete_depublie(instance, par=get_active_log_context().user)


def _relecture_change(sender, instance: WorkflowState, **kwargs) -> None:
    """Wagtail's « cancel », or the beginning of a review. Approved, its publication says it."""
    if instance.status == WorkflowState.STATUS_APPROVED:
        return
    if instance.base_content_type.model_class() is RetourExperience:
        publication.suivre_la_relecture(int(instance.object_id))


def _supprime(sender, instance, **kwargs) -> None:
    transaction.on_commit(lambda: indexation.indexer([instance.pk]))


def brancher() -> None:
    published.connect(_publie, sender=RetourExperience, dispatch_uid="retours_publie")
    unpublished.connect(_depublie, sender=RetourExperience, dispatch_uid="retours_depublie")
    workflow_cancelled.connect(_relecture_change, dispatch_uid="retours_relecture_annulee")
    post_save.connect(
        _relecture_change, sender=WorkflowState, dispatch_uid="retours_relecture_change"
    )
    post_delete.connect(_supprime, sender=RetourExperience, dispatch_uid="retours_supprime")
