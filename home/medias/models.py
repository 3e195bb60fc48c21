"""What work in progress uses, written with each version, whoever saves it.

Wagtail's reference index knows what is stored in the rows: neither the draft of a published page,
nor what is programmed, and only once the worker has passed.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


class UsageDeVersion(models.Model):
    """An image or a document that a version (the latest, or one that is programmed) shows."""

    version = models.ForeignKey(
        Revision, verbose_name=_("version"), on_delete=models.CASCADE, related_name="+"
    )
    genre = models.ForeignKey(
        ContentType, verbose_name=_("genre"), on_delete=models.CASCADE, related_name="+"
    )
    media = models.PositiveBigIntegerField(_("média"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("usage d’un média")
        verbose_name_plural = _("usages des médias")
        constraints = [
            models.UniqueConstraint(
                fields=["genre", "media", "version"], name="home_usage_de_version_unique"
            )
        ]

    def __str__(self):
        return f"{self.genre_id}-{self.media}"
