"""What work in progress uses, written with each version, whoever saves it."""

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


class UsageDeVersionQuerySet(models.QuerySet):
    def actuels(self) -> Self:
        """Of the latest version of each content, and of those that wait for their hour."""
        suivantes = Revision.objects.filter(
            base_content_type=OuterRef("version__base_content_type"),
            object_id=OuterRef("version__object_id"),
            pk__gt=OuterRef("version"),
        )
        return self.filter(Q(version__approved_go_live_at__isnull=False) | ~Exists(suivantes))

    def perimes_par(self, version: Revision) -> Self:
        """Those that this version replaces, its own included."""
        remplacees = Revision.objects.filter(
            Q(approved_go_live_at=None) | Q(pk=version.pk),
            base_content_type=version.base_content_type_id,
            object_id=version.object_id,
            pk__lte=version.pk,
        )
        return self.filter(version__in=remplacees.values("pk"))


class UsageDeVersion(models.Model):
    """A place of a version that cites a page, an actor, an image or a file."""

    version = models.ForeignKey(
        Revision, verbose_name=_("version"), on_delete=models.CASCADE, related_name="+"
    )
    genre = models.ForeignKey(
        ContentType, verbose_name=_("genre"), on_delete=models.CASCADE, related_name="+"
    )
    cle = models.CharField(_("clé"), max_length=255)
    # As Wagtail's reference index writes them: of the field or block, and of this very place.
    champ = models.TextField(_("champ"), blank=True)
    chemin = models.TextField(_("chemin"), blank=True)

    objects = UsageDeVersionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("usage dans une version")
        verbose_name_plural = _("usages dans les versions")
        default_permissions = []
        constraints = [
            # A path has no limit of length, and what an index holds has one.
            models.UniqueConstraint(
                "genre", "cle", "version", MD5("chemin"), name="home_usage_de_version_une_fois"
            )
        ]

    def __str__(self):
        return f"{self.genre_id}-{self.cle}"
