"""A community that changes who reads it takes its questions along, in search."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from communautes.adhesions.models import CommunautePage
from communautes.discussions.indexation import communautes_apres_validation


def _page_changee(sender, instance, **kwargs) -> None:
    if isinstance(instance.specific, CommunautePage):
        communautes_apres_validation(lambda: CommunautePage.objects.filter(pk=instance.pk))


def _branche_changee(sender, instance, **kwargs) -> None:
    page = instance.page if isinstance(instance, PageViewRestriction) else instance
    communautes_apres_validation(lambda: CommunautePage.objects.filter(path__startswith=page.path))


def brancher() -> None:
    for signal in (page_published, page_unpublished):
        signal.connect(_page_changee, dispatch_uid=f"discussions_{id(signal)}")
    for signal in (post_page_move, page_slug_changed):
        signal.connect(_branche_changee, dispatch_uid=f"discussions_{id(signal)}")
    for signal in (post_save, post_delete):
        signal.connect(
            _branche_changee,
            sender=PageViewRestriction,
            dispatch_uid=f"discussions_acces_{id(signal)}",
        )
