"""An act on many contents that goes on in background: how far it is, what it did or why not."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CONSERVATION = timedelta(days=90)
SILENCE = timedelta(minutes=2)  # a worker that has said nothing for so long is lost


class ActionEnNombreQuerySet(models.QuerySet):
    def perimees(self):
        return self.filter(cree_le__lt=timezone.now() - CONSERVATION)


class ActionEnNombre(models.Model):
    class Statut(models.TextChoices):
        EN_COURS = "en_cours", _("En cours")
        FAITE = "faite", _("Faite")
        REFUSEE = "refusee", _("Rien n’a été fait")

    acte = models.CharField(_("acte"), max_length=40)
    type_de_contenu = models.ForeignKey(
        ContentType, verbose_name=_("type"), on_delete=models.CASCADE, related_name="+"
    )
    cles = ArrayField(models.BigIntegerField(), verbose_name=_("contenus"))
    valeurs = models.JSONField(_("ce qui a été choisi"), default=dict)  # {field: key}
    lance_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lancée par"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    cree_le = models.DateTimeField(_("lancée le"), default=timezone.now)
    statut = models.CharField(
        _("statut"), max_length=10, choices=Statut, default=Statut.EN_COURS, db_index=True
    )
    jeton = models.UUIDField(_("jeton"))
    commence_le = models.DateTimeField(_("commencée le"), null=True)
    battement = models.DateTimeField(_("dernier signe de vie"), default=timezone.now)
    avancement = models.PositiveIntegerField(_("contenus faits"), default=0)
    finie_le = models.DateTimeField(_("finie le"), null=True)
    phrase = models.TextField(_("ce qui a été fait"), blank=True)
    refus = models.JSONField(_("refus"), default=list)  # [{cle, titre, raison}]

    objects = ActionEnNombreQuerySet.as_manager()

    class Meta:
        verbose_name = _("action en nombre")
        verbose_name_plural = _("actions en nombre")
        ordering = ["-cree_le", "-pk"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(statut="en_cours", finie_le__isnull=True)
                | (~Q(statut="en_cours") & Q(finie_le__isnull=False)),
                name="home_actionennombre_finie_date",
                violation_error_message=_("Une action finie porte sa date."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.acte} — {len(self.cles)}"

    @property
    def total(self) -> int:
        return len(self.cles)

    @property
    def en_cours(self) -> bool:
        return self.statut == self.Statut.EN_COURS

    @property
    def silencieuse(self) -> bool:
        """Nobody has worked at it for a while."""
        return self.en_cours and self.battement < timezone.now() - SILENCE

    @property
    def interrompue(self) -> bool:
        """A worker had begun, and is lost: its transaction is too."""
        return self.silencieuse and self.commence_le is not None

    @property
    def pourcentage(self) -> int:
        return min(100 * self.avancement // self.total, 100) if self.total else 0
