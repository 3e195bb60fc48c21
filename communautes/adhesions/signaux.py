"""A community's life begins when its page is first published. It knows since when not everybody
reads it, nor enters at will, whatever is written in the page since (confidences.py).
"""

from django.utils import timezone
from wagtail.signals import page_published

from communautes.adhesions.models import CommunautePage, Vie
from communautes.adhesions.referentiels import Visibilite
from home.langues.lecture import SOURCE


def _communaute_publiee(sender, instance, **kwargs) -> None:
    if instance.alias_of_id is None and instance.locale.language_code == SOURCE:
        vie, _neuve = Vie.objects.get_or_create(communaute_id=instance.pk)
        _dater(vie, "reservee_depuis", instance.visibilite != Visibilite.PUBLIQUE)
        _dater(vie, "entree_fermee_depuis", not instance.entre_qui_veut)


def _dater(vie: Vie, champ: str, vrai: bool) -> None:
    if vrai != bool(getattr(vie, champ)):
        setattr(vie, champ, timezone.now() if vrai else None)
        vie.save(update_fields=[champ])


def brancher() -> None:
    page_published.connect(
        _communaute_publiee, sender=CommunautePage, dispatch_uid="adhesions_communaute_publiee"
    )
