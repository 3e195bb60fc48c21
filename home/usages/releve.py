"""Writes what each version cites, and forgets the versions that it replaces."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.signals import post_save
from wagtail.models import Revision

from home.usages.extraction import citations
from home.usages.models import UsageDeVersion


def relever(version: Revision) -> None:
    """Two statements: an editor who writes saves every half second."""
    perimes = UsageDeVersion.objects.perimes_par(version)
    perimes._raw_delete(perimes.db)  # nothing hangs on these rows
    UsageDeVersion.objects.bulk_create(
        UsageDeVersion(version=version, **citation._asdict()) for citation in citations(version)
    )


def relever_tout(versions=None) -> int:
    """Of these versions, those that count: the latest of each content, and what is programmed."""
    suivantes = Revision.objects.filter(
        base_content_type=OuterRef("base_content_type"),
        object_id=OuterRef("object_id"),
        pk__gt=OuterRef("pk"),
    )
    versions = Revision.objects.all() if versions is None else versions
    versions = versions.filter(Q(approved_go_live_at__isnull=False) | ~Exists(suivantes))
    nombre = 0
    for version in versions.order_by("pk").iterator(chunk_size=100):
        relever(version)
        nombre += 1
    return nombre


def _version_enregistree(sender, instance, raw=False, update_fields=None, **kwargs) -> None:
    if not raw and (update_fields is None or "content" in update_fields):
        relever(instance)


def brancher() -> None:
    """A technical cache (style.md, 3): it decides nothing."""
    post_save.connect(_version_enregistree, sender=Revision, dispatch_uid="usages_version")
