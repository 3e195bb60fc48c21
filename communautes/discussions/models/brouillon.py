"""What somebody has begun to write, for themselves alone: one by place, gone once it is sent."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CONSERVATION = timedelta(days=60)  # without being touched


class BrouillonQuerySet(models.QuerySet):
    def perimes(self):
        return self.filter(modifie_le__lt=timezone.now() - CONSERVATION)


class Brouillon(models.Model):
    """`lieu`: « communaute-12 », where a question is being asked; « discussion-30 », answered;
    « correction-reponse-7 », corrected.
    """

    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("personne"),
        related_name="+",
    )
    lieu = models.CharField(_("lieu"), max_length=40)
    titre = models.CharField(_("question"), max_length=150, blank=True)
    texte = models.TextField(_("texte"), blank=True)
    modifie_le = models.DateTimeField(_("modifié le"), default=timezone.now)

    objects = BrouillonQuerySet.as_manager()

    class Meta:
        verbose_name = _("brouillon")
        verbose_name_plural = _("brouillons")
        ordering = ["-modifie_le", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "lieu"],
                name="brouillon_un_par_lieu",
                violation_error_message=_("Un brouillon est déjà gardé ici."),
            )
        ]

    def __str__(self) -> str:
        return self.lieu
