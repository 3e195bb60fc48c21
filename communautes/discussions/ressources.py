"""What this room does when a resource that came out of it is deleted."""

from django.db.models.signals import pre_delete
from wagtail.log_actions import get_active_log_context

from communautes.discussions.services.promouvoir import oublier_la_promotion
from ressources.models import RessourcePage


def brancher() -> None:
    pre_delete.connect(
        _supprimee, sender=RessourcePage, dispatch_uid="discussions.ressource_supprimee"
    )


def _supprimee(sender, instance, **kwargs) -> None:
    oublier_la_promotion(instance, par=get_active_log_context().user)
