"""A community's life begins when its page is first published."""

from wagtail.signals import page_published

from communautes.adhesions.models import CommunautePage, Vie
from home.langues.lecture import SOURCE


def _communaute_publiee(sender, instance, **kwargs) -> None:
    if instance.alias_of_id is None and instance.locale.language_code == SOURCE:
        Vie.objects.get_or_create(communaute_id=instance.pk)


def brancher() -> None:
    page_published.connect(
        _communaute_publiee, sender=CommunautePage, dispatch_uid="adhesions_communaute_publiee"
    )
