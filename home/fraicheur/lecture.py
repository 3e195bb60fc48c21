"""What deciding about many contents asks for, whatever their type: rows read lightly, at once."""

from django.db import models
from django.db.models import Prefetch
from wagtail.fields import StreamField
from wagtail.models import Page, WorkflowState


def sans_longs_textes(rangees):
    """What naming and dating ask for: one query."""
    longs = models.TextField | StreamField
    champs = rangees.model._meta.concrete_fields
    return rangees.defer(*(champ.name for champ in champs if isinstance(champ, longs)))


def pour_decider(rangees):
    """What permissions.raison_de_refus asks for too: two queries."""
    est_une_page = issubclass(rangees.model, Page)
    en_cours = Prefetch(
        # Wagtail's own names: it looks in the second one before it asks.
        "_specific_workflow_states" if est_une_page else "_workflow_states",
        queryset=WorkflowState.objects.active().select_related("current_task_state__task"),
        to_attr="_current_workflow_states",
    )
    liens = ["locked_by", "locale"] if est_une_page else ["locked_by"]
    return sans_longs_textes(rangees).select_related(*liens).prefetch_related(en_cours)
