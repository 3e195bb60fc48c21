"""What a content that is kept alive carries: an owner and two dates, moved by one action."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page, WorkflowState

from home.fraicheur.permissions import responsables_possibles

BIENTOT = timedelta(days=30)


class SuiviQuerySet:
    """For the QuerySet of a model that is `Suivi`."""

    def a_suivre(self) -> Self:
        """What readers see and somebody must keep alive."""
        return self.filter(live=True)

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

    def pour_suivi(self) -> Self:
        """What deciding and naming ask for, without the long texts: two queries."""
        longs = [
            champ.name
            for champ in self.model._meta.concrete_fields
            if isinstance(champ, models.TextField | StreamField)
        ]
        liens = ["locked_by", "locale"] if issubclass(self.model, Page) else ["locked_by"]
        en_cours = Prefetch(
            # Wagtail's own names: it looks in the second one before it asks.
            "_specific_workflow_states" if issubclass(self.model, Page) else "_workflow_states",
            queryset=WorkflowState.objects.active().select_related("current_task_state__task"),
            to_attr="_current_workflow_states",
        )
        return self.defer(*longs).select_related(*liens).prefetch_related(en_cours)


class Suivi(models.Model):
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

    @classmethod
    def reindexer(cls, cles: list[int]) -> None:
        """Write these rows in the search index again, as they are now (background task)."""
        raise NotImplementedError
