"""A community that changes who reads it takes along, in search, what later rooms say in it.

`suivre(rappel)`: `rappel(communautes)` is called in the transaction of what changes;
`communautes()` is a query, to be asked once it is committed.
"""

from collections.abc import Callable

from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from communautes.adhesions.models import CommunautePage

_rappels: list[Callable] = []


def suivre(rappel: Callable) -> None:
    _rappels.append(rappel)


def _dire(communautes: Callable) -> None:
    for rappel in _rappels:
        rappel(communautes)


def _page_changee(sender, instance, **kwargs) -> None:
    if isinstance(instance.specific, CommunautePage):
        _dire(lambda: CommunautePage.objects.filter(pk=instance.pk))


def _branche_changee(sender, instance, **kwargs) -> None:
    page = instance.page if isinstance(instance, PageViewRestriction) else instance
    _dire(lambda: CommunautePage.objects.filter(path__startswith=page.path))


def brancher() -> None:
    for signal in (page_published, page_unpublished):
        signal.connect(_page_changee, dispatch_uid=f"communautes_{id(signal)}")
    for signal in (post_page_move, page_slug_changed):
        signal.connect(_branche_changee, dispatch_uid=f"communautes_{id(signal)}")
    for signal in (post_save, post_delete):
        signal.connect(
            _branche_changee,
            sender=PageViewRestriction,
            dispatch_uid=f"communautes_acces_{id(signal)}",
        )
