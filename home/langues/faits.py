"""Facts of a page that no language changes: dates, kind, audience, themes, images, files.

wagtail-localize calls them synchronised. They go from the French page to its translations each
time that the French page is published, without waiting for a translator; texts do not.
"""

from django.db.models import ManyToOneRel
from modelcluster.fields import ParentalKey
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, get_translatable_fields
from wagtail_localize.models import SegmentOverride


def copier(source: Page, cible: Page) -> bool:
    """Give `cible`, in memory, the facts of `source`; True if one differed."""
    adaptes = set(_adaptes(cible))
    change = False
    for champ in get_translatable_fields(type(source)):
        if isinstance(champ, SynchronizedField) and champ.field_name not in adaptes:
            change |= _copier(champ.get_field(type(source)), source, cible)
    if cible.expire_at != source.expire_at:
        cible.expire_at, change = source.expire_at, True
    return change


def _adaptes(cible: Page):
    """Facts that a translator set for this language: an English link, another image."""
    return SegmentOverride.objects.filter(
        context__object_id=cible.translation_key, locale_id=cible.locale_id
    ).values_list("context__path", flat=True)


def _copier(champ, source: Page, cible: Page) -> bool:
    if isinstance(champ, ManyToOneRel):
        if _lignes(source, champ.name) == _lignes(cible, champ.name):
            return False
        source.copy_child_relation(champ.name, cible)
        return True
    valeur = getattr(source, champ.attname)
    change = getattr(cible, champ.attname) != valeur
    setattr(cible, champ.attname, valeur)
    return change


def _lignes(page: Page, relation: str) -> list[dict]:
    """Child rows, without what ties them to their page."""
    return [
        {
            champ.attname: getattr(ligne, champ.attname)
            for champ in ligne._meta.concrete_fields
            if not champ.primary_key and not isinstance(champ, ParentalKey)
        }
        for ligne in getattr(page, relation).all()
    ]
