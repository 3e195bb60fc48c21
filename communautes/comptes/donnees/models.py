"""An address that waits to be proven, and the warnings before an account is forgotten."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ChangementQuerySet(models.QuerySet):
    def valables(self) -> Self:
        return self.filter(expire_le__gt=timezone.now())

    def purger(self) -> int:
        return self.filter(expire_le__lte=timezone.now()).delete()[0]

    def consommer(self, personne) -> bool:
        """Spend one try, in one statement: parallel guesses share the same few."""
        ouverts = self.valables().filter(personne=personne, essais__lt=ChangementDAdresse.ESSAIS)
        return ouverts.update(essais=F("essais") + 1) == 1


class ChangementDAdresse(models.Model):
    """The new address of a person, until its code comes back; of the code, a keyed hash only.

    Without one (`empreinte` empty) when that address has an account: nothing else differs.
    """

    DUREE = timedelta(minutes=10)
    ESSAIS = 5

    personne = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("personne"), related_name="+"
    )
    nouvelle = models.EmailField(_("nouvelle adresse"))
    empreinte = models.CharField(_("empreinte du code"), max_length=64, blank=True)
    essais = models.PositiveSmallIntegerField(_("essais"), default=0)
    expire_le = models.DateTimeField(_("expire le"))

    objects = ChangementQuerySet.as_manager()

    class Meta:
        verbose_name = _("changement d’adresse")
        verbose_name_plural = _("changements d’adresse")
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.expire_le:%d/%m/%Y %H:%M}"


class AvertissementQuerySet(models.QuerySet):
    def en_cours(self) -> Self:
        """Of an inactivity that lasts: whoever came back since has made theirs void."""
        return self.filter(activite_du=F("personne__derniere_activite"))

    def sans_effet(self) -> Self:
        return self.exclude(activite_du=F("personne__derniere_activite"))


class Avertissement(models.Model):
    """A mail that says when an account will be forgotten. It counts once it has really left."""

    class Etape(models.TextChoices):
        MOIS = "mois", _("un mois avant")
        SEMAINE = "semaine", _("une semaine avant")

    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("personne"),
        related_name="avertissements",
    )
    etape = models.CharField(_("étape"), max_length=8, choices=Etape)
    activite_du = models.DateField(_("dernière activité"))
    message_id = models.CharField(_("identifiant du courriel"), max_length=255, unique=True)
    ecrit_le = models.DateTimeField(_("écrit le"), default=timezone.now)
    parti_le = models.DateTimeField(_("parti le"), null=True, blank=True)

    objects = AvertissementQuerySet.as_manager()

    class Meta:
        verbose_name = _("avertissement")
        verbose_name_plural = _("avertissements")
        ordering = ["ecrit_le", "pk"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "etape", "activite_du"],
                name="avertissement_une_fois",
                violation_error_message=_("Cette personne est déjà prévenue."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_etape_display()} ({self.activite_du:%d/%m/%Y})"
