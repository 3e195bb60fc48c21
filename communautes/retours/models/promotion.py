"""An accepted answer of a discussion that ANCT proposes to its author as a retour."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.discussions.models import Reponse
from communautes.retours.models.retour import RetourExperience


class PromotionQuerySet(models.QuerySet):
    def en_attente(self) -> Self:
        """Of their authors, who have not said yes nor no."""
        return self.filter(etat=PromotionDeReponse.Etat.PROPOSEE)


class PromotionDeReponse(models.Model):
    """An answer is proposed once: who said no is not asked again. `retour`: nothing once its draft
    is thrown away. While it waits, the collectivité that writes it has not spoken: its row of
    CollectiviteAuteure is « invitée », and its author alone reads the draft, with ANCT.
    """

    class Etat(models.TextChoices):
        PROPOSEE = "proposee", _("proposée")
        ACCEPTEE = "acceptee", _("acceptée")
        REFUSEE = "refusee", _("refusée")

    reponse = models.OneToOneField(
        Reponse, models.CASCADE, verbose_name=_("réponse promue"), related_name="+"
    )
    retour = models.OneToOneField(
        RetourExperience,
        models.SET_NULL,
        verbose_name=_("retour d’expérience"),
        related_name="promotion",
        null=True,
        blank=True,
    )
    credit = models.CharField(
        _("fonction de qui a répondu"),
        max_length=200,
        blank=True,
        help_text=_("Comme elle se lisait ce jour-là\u00a0; vide si la personne est partie."),
    )
    etat = models.CharField(_("état"), max_length=8, choices=Etat, default=Etat.PROPOSEE)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("proposée par"), related_name="+"
    )
    le = models.DateTimeField(_("proposée le"), default=timezone.now)
    repondu_le = models.DateTimeField(_("répondu le"), null=True, blank=True)

    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("promotion d’une réponse")
        verbose_name_plural = _("promotions de réponses")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(etat="proposee", repondu_le=None)
                | (Q(etat__in=["acceptee", "refusee"]) & Q(repondu_le__isnull=False)),
                name="retours_promotion_reponse_datee",
                violation_error_message=_("Une réponse a une date."),
            ),
            models.CheckConstraint(
                condition=~Q(etat="refusee") | Q(retour=None),
                name="retours_promotion_refusee_sans_retour",
                violation_error_message=_("Ce qui est refusé n’est pas un retour."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reponse_id}\u00a0: {self.get_etat_display()}"

    @property
    def attend(self) -> bool:
        return self.etat == self.Etat.PROPOSEE
