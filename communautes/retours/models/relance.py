"""That somebody was asked whether a retour is still true: once a year."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.retours.models.retour import RetourExperience


class RelanceDActualite(models.Model):
    """`echeance`: the day from which it was to be asked, or one of its anniversaries."""

    retour = models.ForeignKey(
        RetourExperience,
        models.CASCADE,
        verbose_name=_("retour d’expérience"),
        related_name="relances",
    )
    echeance = models.DateField(_("échéance"))
    le = models.DateTimeField(_("demandé le"), default=timezone.now)

    class Meta:
        verbose_name = _("question d’actualité")
        verbose_name_plural = _("questions d’actualité")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["retour", "echeance"],
                name="retours_relance_une_fois_par_an",
                violation_error_message=_("La question a déjà été posée."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.retour_id}, {self.echeance}"
