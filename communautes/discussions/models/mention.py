"""Who is told of a message because it calls them. Kept while moderation looks at the message."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Mention(models.Model):
    discussion = models.ForeignKey(
        "discussions.Discussion",
        models.CASCADE,
        verbose_name=_("question"),
        related_name="mentions",
        null=True,
        blank=True,
    )
    reponse = models.ForeignKey(
        "discussions.Reponse",
        models.CASCADE,
        verbose_name=_("réponse"),
        related_name="mentions",
        null=True,
        blank=True,
    )
    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("personne appelée"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "reponse", "personne"],
                name="mention_une_fois",
                nulls_distinct=False,
                violation_error_message=_("Cette personne est déjà appelée."),
            ),
            models.CheckConstraint(
                condition=Q(discussion=None, reponse__isnull=False)
                | Q(discussion__isnull=False, reponse=None),
                name="mention_dans_un_message",
                violation_error_message=_("Une mention est dans un message."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.discussion_id or self.reponse_id} → {self.personne_id}"
