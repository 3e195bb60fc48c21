"""« Cette page vous a-t-elle été utile ? »: no account, and nothing of who answers."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.retours.models.retour import RetourExperience

PHRASE_AU_PLUS = 300
RAISONS = ["", "manque", "pas_clair", "trop_loin", "plus_vrai", "autre"]


class AvisUtile(models.Model):
    """A day, and no hour: neither a machine nor a person is known by it. `cle` is that of a form
    (home.contact.robots): the same one, sent twice, says it once.
    """

    class Raison(models.TextChoices):
        MANQUE = "manque", _("Il y manque ce que je cherchais")
        PAS_CLAIR = "pas_clair", _("Ce n’est pas assez clair")
        TROP_LOIN = "trop_loin", _("Ce n’est pas transposable chez nous")
        PLUS_VRAI = "plus_vrai", _("Ce n’est plus vrai")
        AUTRE = "autre", _("Une autre raison")

    retour = models.ForeignKey(
        RetourExperience,
        models.CASCADE,
        verbose_name=_("retour d’expérience"),
        related_name="avis",
    )
    utile = models.BooleanField(_("utile"))
    raison = models.CharField(_("raison"), max_length=9, choices=Raison, blank=True)
    phrase = models.CharField(_("en une phrase"), max_length=PHRASE_AU_PLUS, blank=True)
    le = models.DateField(_("le"), default=timezone.localdate)
    cle = models.CharField(_("clé d’envoi"), max_length=30, unique=True, editable=False)

    class Meta:
        verbose_name = _("avis sur un retour")
        verbose_name_plural = _("avis sur les retours")
        ordering = ["-le", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(raison__in=RAISONS),
                name="retours_avis_raison_connue",
                violation_error_message=_("Choisissez une raison de la liste."),
            ),
            models.CheckConstraint(
                condition=Q(utile=True, raison="") | (Q(utile=False) & ~Q(raison="")),
                name="retours_avis_raison_si_inutile",
                violation_error_message=_("Dites pourquoi il ne vous a pas été utile."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.retour_id}\u00a0: {self.utile}"
