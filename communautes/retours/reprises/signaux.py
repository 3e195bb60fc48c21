"""A retour that appears or goes shows or hides what it took up, whichever way that came."""

from django.db.models.signals import pre_delete
from wagtail.signals import published, unpublished

from communautes.retours.models import RetourExperience
from communautes.retours.services.reprises import recompter_ce_que_reprend


def _change(sender, instance, **kwargs) -> None:
    recompter_ce_que_reprend(instance)


def brancher() -> None:
    for signal, nom in ((published, "publie"), (unpublished, "depublie"), (pre_delete, "supprime")):
        signal.connect(_change, sender=RetourExperience, dispatch_uid=f"retours_repris_{nom}")
