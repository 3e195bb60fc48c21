"""What a collectivité answers to « et alors ? », six months after it drew on a retour."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.moderation.models import Moderable
from communautes.retours.models.lien import LienDExperience

TEXTE_AU_PLUS = 500


class BilanDeReprise(Moderable):
    """One for each link: what was under way and is done is written over."""

    class Issue(models.TextChoices):
        FAIT = "fait", _("c’est fait")
        EN_COURS = "en_cours", _("c’est en cours")
        ABANDONNE = "abandonne", _("c’est abandonné")

    lien = models.OneToOneField(
        LienDExperience, models.CASCADE, verbose_name=_("lien"), related_name="bilan"
    )
    issue = models.CharField(_("où cela en est"), max_length=9, choices=Issue)
    texte = models.TextField(_("en une phrase"), max_length=TEXTE_AU_PLUS, blank=True)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("répondu par"),
        related_name="+",
        null=True,
        blank=True,
    )
    le = models.DateTimeField(_("le"), default=timezone.now)

    class Meta(Moderable.Meta):
        verbose_name = _("nouvelles d’une reprise")
        verbose_name_plural = _("nouvelles de reprises")
        default_permissions = ()
        constraints = [
            *Moderable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(issue__in=["fait", "en_cours", "abandonne"]),
                name="retours_bilan_issue_connue",
                violation_error_message=_("Dites où cela en est."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lien_id}\u00a0: {self.get_issue_display()}"
