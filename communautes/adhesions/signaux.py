"""A community's life begins when its page is first published; who reads it is known with a date."""

from django.utils import timezone
from wagtail.signals import page_published

from communautes.adhesions.models import CommunautePage, Vie
from communautes.adhesions.referentiels import Visibilite
from home.langues.lecture import SOURCE


def _communaute_publiee(sender, instance, **kwargs) -> None:
    if instance.alias_of_id is None and instance.locale.language_code == SOURCE:
        vie, _neuve = Vie.objects.get_or_create(communaute_id=instance.pk)
        publique = instance.visibilite == Visibilite.PUBLIQUE
        if publique == bool(vie.reservee_depuis):
            vie.reservee_depuis = None if publique else timezone.now()
            vie.save(update_fields=["reservee_depuis"])


def brancher() -> None:
    page_published.connect(
        _communaute_publiee, sender=CommunautePage, dispatch_uid="adhesions_communaute_publiee"
    )
