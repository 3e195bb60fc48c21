"""The index follows what a resource's card borrows: a theme's colour, a file's title, a tag's word.

Technical cache only (style.md, 3): nothing here decides anything.
"""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.documents import get_document_model
from wagtail.signals import page_published

from ressources.models import Etiquette, RessourcePage, ThemePage
from ressources.tasks import reindexer


def _theme_publie(sender, instance, **kwargs) -> None:
    _reindexer(themes_lies__theme__translation_key=instance.translation_key)


def _etiquette_changee(sender, instance, created=False, **kwargs) -> None:
    if not created:
        _reindexer(etiquetages__tag=instance)


def _document_change(sender, instance, created=False, **kwargs) -> None:
    if not created:
        _reindexer(fichiers__document=instance)


def _reindexer(**filtres) -> None:
    cles = list(RessourcePage.objects.filter(**filtres).values_list("pk", flat=True).distinct())
    if cles:
        transaction.on_commit(partial(reindexer.enqueue, cles=cles))


def brancher() -> None:
    """Connect the signals (AppConfig.ready)."""
    page_published.connect(_theme_publie, sender=ThemePage, dispatch_uid="ressources_theme")
    post_save.connect(_etiquette_changee, sender=Etiquette, dispatch_uid="ressources_etiquette")
    post_save.connect(
        _document_change, sender=get_document_model(), dispatch_uid="ressources_document"
    )
