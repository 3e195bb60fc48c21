from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.notifications.canaux import RECAPITULATIFS, Canal


class RecapitulatifQuerySet(models.QuerySet):
    def perimes(self) -> Self:
        return self.filter(jour__lt=timezone.localdate() - Recapitulatif.CONSERVATION)


class Recapitulatif(models.Model):
    """Whoever has one has had their mail of that period; nothing of what it said."""

    CONSERVATION = timedelta(days=90)  # as long as the mail itself

    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("personne"),
        related_name="+",
    )
    frequence = models.CharField(
        _("fréquence"), max_length=12, choices=[(c.value, c.label) for c in RECAPITULATIFS]
    )
    jour = models.DateField(_("jour"), help_text=_("Le premier de la période."))

    objects = RecapitulatifQuerySet.as_manager()

    class Meta:
        verbose_name = _("récapitulatif")
        verbose_name_plural = _("récapitulatifs")
        ordering = ["-jour", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "frequence", "jour"],
                name="recapitulatif_un_par_periode",
                violation_error_message=_("Cette personne a déjà eu ce récapitulatif."),
            ),
            models.CheckConstraint(
                condition=Q(frequence__in=RECAPITULATIFS),
                name="recapitulatif_frequence",
                violation_error_message=_(
                    "Un récapitulatif est de chaque jour ou de chaque lundi."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{Canal(self.frequence).label} {self.jour}"
