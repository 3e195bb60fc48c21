"""What every thing that people publish carries: whether it is read by all, or held back."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Moderation(models.TextChoices):
    PUBLIE = "publie", _("publié")
    EN_EXAMEN = "en_examen", _("en attente de relecture")
    RETIRE = "retire", _("retiré")


class ModerableQuerySet(models.QuerySet):
    def publies(self) -> Self:
        """What moderation does not hold back. Who may read it is the room's rule."""
        return self.filter(moderation=Moderation.PUBLIE)


class Moderable(models.Model):
    """Only `communautes.moderation.services` changes `moderation`."""

    moderation = models.CharField(
        _("modération"),
        max_length=9,
        choices=Moderation,
        default=Moderation.PUBLIE,
        editable=False,
    )

    objects = ModerableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(moderation__in=Moderation.values),
                name="%(class)s_moderation",
                violation_error_message=_("Cet état n’existe pas en modération."),
            )
        ]

    @property
    def est_publie(self) -> bool:
        return self.moderation == Moderation.PUBLIE

    @property
    def est_en_examen(self) -> bool:
        return self.moderation == Moderation.EN_EXAMEN

    @property
    def est_retire(self) -> bool:
        return self.moderation == Moderation.RETIRE
