"""What somebody has just published, as the automatic rules remember it: a print, not a text."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MEMOIRE = timedelta(days=1)  # no rule looks further back


class PublicationQuerySet(models.QuerySet):
    def depuis(self, quand: datetime) -> Self:
        return self.filter(le__gt=quand)

    def oubliables(self) -> Self:
        return self.filter(le__lte=timezone.now() - MEMOIRE)


class Publication(models.Model):
    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("personne"), related_name="+"
    )
    type_d_objet = models.ForeignKey(
        ContentType, models.CASCADE, verbose_name=_("sorte de contenu"), related_name="+"
    )
    objet_pk = models.PositiveBigIntegerField(_("numéro du contenu"))
    empreinte = models.CharField(
        _("empreinte du texte"), max_length=64, blank=True, help_text=_("Vide\u00a0: trop court.")
    )
    le = models.DateTimeField(_("date"), default=timezone.now)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication récente")
        verbose_name_plural = _("publications récentes")
        ordering = ["-le", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["personne", "le"], name="publication_recente")]
        constraints = [
            models.UniqueConstraint(
                fields=["type_d_objet", "objet_pk"],
                name="publication_une_par_objet",
                violation_error_message=_("Cette publication est déjà connue."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.type_d_objet_id} {self.objet_pk}"
