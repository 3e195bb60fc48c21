"""What a message said before each correction: for its author and who moderates, not for all, since
one also corrects what should not have been written.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Version(models.Model):
    discussion = models.ForeignKey(
        "discussions.Discussion",
        models.CASCADE,
        verbose_name=_("question"),
        related_name="versions",
        null=True,
        blank=True,
    )
    reponse = models.ForeignKey(
        "discussions.Reponse",
        models.CASCADE,
        verbose_name=_("réponse"),
        related_name="versions",
        null=True,
        blank=True,
    )
    titre = models.CharField(_("question"), max_length=150, blank=True)
    texte = models.TextField(_("texte"))
    jusqu_au = models.DateTimeField(_("lue jusqu’au"))

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-jusqu_au", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(discussion=None, reponse__isnull=False)
                | Q(discussion__isnull=False, reponse=None),
                name="version_d_un_message",
                violation_error_message=_("Une version est celle d’un message."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.discussion_id or self.reponse_id}, {self.jusqu_au:%d/%m/%Y %H:%M}"
