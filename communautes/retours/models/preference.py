"""Which mails about a retour somebody who writes it has closed, for themselves."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from communautes.retours.models.retour import RetourExperience


class PreferenceDAuteur(models.Model):
    """No row: both are open. For all at once: `Parcours.contact_ferme`."""

    retour = models.ForeignKey(
        RetourExperience,
        models.CASCADE,
        verbose_name=_("retour d’expérience"),
        related_name="preferences",
    )
    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("personne"), related_name="+"
    )
    messages = models.BooleanField(_("messages relayés par le portail"), default=True)
    rappel = models.BooleanField(
        _("«\u00a0toujours vrai\u00a0?\u00a0», une fois par an"), default=True
    )

    class Meta:
        verbose_name = _("courriels d’un retour")
        verbose_name_plural = _("courriels des retours")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["retour", "personne"],
                name="retours_preference_une_fois",
                violation_error_message=_("Ce choix est déjà fait."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.retour_id}, {self.personne_id}"
