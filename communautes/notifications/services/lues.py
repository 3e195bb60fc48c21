"""What somebody has read; how much is left."""

from django.db import models
from django.utils import timezone

from communautes.comptes.models import User
from communautes.notifications.models import Notification

AU_PLUS = 100  # beyond, the header says « 99+ »


def combien_non_lues(personne: User) -> int:
    return Notification.objects.non_lues().filter(personne=personne).order_by()[:AU_PLUS].count()


def marquer_lue(notification: Notification) -> None:
    Notification.objects.non_lues().filter(pk=notification.pk).update(lue_le=timezone.now())


def tout_marquer_lu(personne: User, *, sur: models.Model | None = None) -> int:
    """Everything, or what is about one object: who answers in a discussion has read it."""
    lignes = Notification.objects.all() if sur is None else Notification.objects.sur(sur)
    return lignes.non_lues().filter(personne=personne).update(lue_le=timezone.now())
