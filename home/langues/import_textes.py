"""Translate a page by code (demo site, imports): as a translator would, text by text."""

import json
import re
from collections import defaultdict
from collections.abc import Callable

from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


def traduire(page: Page, remplir: Callable[[Page], None], *, langue: str = "en", user=None) -> Page:
    """Publish the translation of a live French page; again with other texts, it is updated.

    `remplir(copie)` writes the translated texts into a copy of the page, in memory: its fields,
    and its body with the same blocks in the same order (same ids). What it leaves as it is counts
    as translated by the same words.
    """
    page = page.specific
    locale = Locale.objects.get(language_code=langue)
    source, _cree = TranslationSource.update_or_create_from_instance(page)
    traduction, _cree = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    copie = type(page).objects.get(pk=page.pk)
    remplir(copie)
    textes = _textes(copie)
    segments = StringSegment.objects.filter(source=source).order_by("order")
    for segment in segments.select_related("context", "string"):
        suite = textes[segment.context.path]
        if not suite:
            raise ValueError(f"{page} : « {segment.context.path} » a moins de textes en {langue}.")
        StringTranslation.objects.update_or_create(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale=locale,
            defaults={
                "data": _memes_liens(suite.pop(0), json.loads(segment.attrs) or {}, page),
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "last_translated_by": user,
                "has_error": False,
                "field_error": "",
                "updated_at": timezone.now(),
            },
        )
    traduction.save_target(user=user, publish=True)
    return page.get_translation(locale)


def _textes(page: Page) -> dict[str, list[StringSegmentValue]]:
    """Path of each text → its segments, in order."""
    trouves = defaultdict(list)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            trouves[segment.path].append(segment)
    return trouves


def _memes_liens(segment: StringSegmentValue, source: dict[str, dict], page: Page) -> str:
    """Links are named a1, a2… in the order of each language: give them the names of the source."""
    noms = {}
    for nom, attributs in (segment.attrs or {}).items():
        libres = [n for n in source if source[n] == attributs and n not in noms.values()]
        if not libres:
            raise ValueError(
                f"{page} : un lien de « {segment.string.data} » n’est pas en français."
            )
        noms[nom] = libres[0]
    return re.sub(
        r'<a id="(\w+)">', lambda trouve: f'<a id="{noms[trouve[1]]}">', segment.string.data
    )
