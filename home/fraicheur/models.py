"""What a content that is kept alive carries: an owner and two dates, moved by one action."""

from datetime import date, timedelta
from typing import Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.fraicheur import lecture
from home.fraicheur.dates import retard_a_dire
from home.fraicheur.permissions import responsables_possibles

BIENTOT = timedelta(days=30)
CONSERVES = timedelta(days=90)


class SuiviQuerySet:
    """For the QuerySet of a model that is `Suivi`."""

    def propres(self) -> Self:
        """Those that are dated for themselves: a page that follows another is dated with it."""
        return self

    def a_suivre(self) -> Self:
        """What readers see and somebody must keep alive."""
        return self.propres().filter(live=True)

    def en_retard(self, jour: date | None = None) -> Self:
        """To be read again on that day (today) at the latest: that day itself is late already."""
        return self.filter(a_revoir_le__lte=jour or timezone.localdate())

    def a_revoir_avant(self, jour: date) -> Self:
        """Not late yet, and to be read again on `jour` at the latest."""
        return self.filter(a_revoir_le__gt=timezone.localdate(), a_revoir_le__lte=jour)

    def a_revoir_bientot(self) -> Self:
        """Within thirty days."""
        return self.a_revoir_avant(timezone.localdate() + BIENTOT)

    def suivies_par(self, personne) -> Self:
        return self.filter(responsable=personne)

    def sans_responsable(self) -> Self:
        """Nobody, a closed account, or somebody who may not modify it any more."""
        possibles = responsables_possibles(self.model).order_by().values("pk")
        return self.filter(Q(responsable=None) | ~Q(responsable__in=possibles))

    def sans_longs_textes(self) -> Self:
        return lecture.sans_longs_textes(self)

    def pour_suivi(self) -> Self:
        return lecture.pour_decider(self)


class Suivi(models.Model):
    route_de_la_liste: str  # of the admin, where its contents are filtered

    responsable = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsable"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Reçoit les rappels de relecture."),
    )
    verifie_le = models.DateField(
        _("vérifiée le"),
        null=True,
        blank=True,
        help_text=_("Affichée au lecteur : « vérifié le … »."),
    )
    a_revoir_le = models.DateField(
        _("à revoir le"),
        null=True,
        blank=True,
        help_text=_("La date où relire ce contenu : un rappel est envoyé à son responsable."),
    )

    class Meta:
        abstract = True

    @property
    def a_revoir_depuis(self) -> date | None:
        """When it is late enough for readers to be told, the day that was missed."""
        return retard_a_dire(self.a_revoir_le)

    @classmethod
    def reindexer(cls, cles: list[int]) -> None:
        """Write these rows in the search index again, as they are now (background task)."""
        raise NotImplementedError


class RappelHebdomadaireQuerySet(models.QuerySet):
    def perimes(self) -> Self:
        return self.filter(semaine__lt=timezone.localdate() - CONSERVES)


class RappelHebdomadaire(models.Model):
    """Whoever has one has had their mail of that week; who and when, nothing of what it said."""

    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("personne"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    semaine = models.DateField(_("semaine"), help_text=_("Son lundi."))

    objects = RappelHebdomadaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("rappel hebdomadaire")
        verbose_name_plural = _("rappels hebdomadaires")
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "semaine"],
                name="home_rappel_un_par_semaine",
                violation_error_message=_("Cette personne a déjà eu son rappel de la semaine."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.semaine}"


def modeles_suivis() -> list[type[Suivi]]:
    return [modele for modele in apps.get_models() if issubclass(modele, Suivi)]
