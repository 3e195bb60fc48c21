"""The personal address of a calendar. Its secret is a signature of this key: nothing in the
database opens it, and a new key closes the old address.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Abonnement(models.Model):
    personne = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("personne"),
        related_name="abonnement_d_agenda",
        primary_key=True,
    )
    cle = models.UUIDField(_("clé"), default=uuid.uuid4, unique=True)
    cree_le = models.DateTimeField(_("créé le"), default=timezone.now)

    class Meta:
        verbose_name = _("abonnement d’agenda")
        verbose_name_plural = _("abonnements d’agenda")
        default_permissions = []

    def __str__(self) -> str:
        return str(self.personne_id)
