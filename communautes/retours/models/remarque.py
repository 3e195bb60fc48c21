"""What ANCT asks to complete, field by field."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RemarqueQuerySet(models.QuerySet):
    def ouvertes(self) -> Self:
        return self.filter(close_le=None)

    def de_la_preparation(self, retour) -> Self:
        """Of the version in preparation: asked since what is public, answered or not."""
        publie = Q(retour__last_published_at=None) | Q(le__gt=F("retour__last_published_at"))
        return self.filter(publie, retour=retour.pk)


class Remarque(models.Model):
    """Open until the retour is sent again, or published. No field: on the whole."""

    retour = models.ForeignKey(
        "retours.RetourExperience",
        models.CASCADE,
        verbose_name=_("retour d’expérience"),
        related_name="remarques",
    )
    champ = models.CharField(_("champ"), max_length=30, blank=True)
    texte = models.TextField(_("remarque"), max_length=1000)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("écrite par"),
        related_name="+",
    )
    le = models.DateTimeField(_("écrite le"), default=timezone.now)
    close_le = models.DateTimeField(_("close le"), null=True, blank=True)

    objects = RemarqueQuerySet.as_manager()

    class Meta:
        verbose_name = _("remarque de relecture")
        verbose_name_plural = _("remarques de relecture")
        ordering = ["le", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(texte=""),
                name="retours_remarque_ecrite",
                violation_error_message=_("Écrivez la remarque."),
            ),
            models.UniqueConstraint(
                fields=["retour", "champ"],
                condition=Q(close_le=None),
                name="retours_remarque_une_par_champ",
                violation_error_message=_("Ce champ a déjà une remarque."),
            ),
        ]

    def __str__(self) -> str:
        return self.texte[:60]
