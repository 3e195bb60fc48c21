"""Days and hours as French writes them: « 1er décembre », « 16 h 39 », which Django cannot say.

An instant is read in Paris, whatever the clock that wrote it.
"""

import re
from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

QUANTIEME = re.compile(r"(?<!\\)j(?= )")


def forme_du(jour: date, forme: str | None = None) -> str | None:
    """The format, with « 1er » for the first of a month read in French; else as it was given."""
    if getattr(jour, "day", None) != 1 or not (get_language() or "fr").startswith("fr"):
        return forme
    return QUANTIEME.sub(r"j\\e\\r", formats.get_format(forme or "DATE_FORMAT"))


def date_format(jour: date, forme: str | None = None) -> str:
    """`django.utils.formats.date_format`, with « 1er »; the day of an instant is that of Paris."""
    jour = _a_paris(jour)
    return formats.date_format(jour, forme_du(jour, forme))


def instant_en_mots(instant: datetime, forme: str = "j F Y") -> str:
    """« 26 novembre 2026 à 16 h 39 », « 4 décembre 2026 à 9 h »: no line ends within an hour."""
    dits = {"jour": date_format(_a_paris(instant), forme), "heure": heure_en_mots(instant)}
    return _("%(jour)s à %(heure)s") % dits


def heure_en_mots(instant: datetime) -> str:
    """« 16 h 39 », « 9 h »."""
    ici = _a_paris(instant)
    if not ici.minute:
        return _("%(heure)s\u00a0h") % {"heure": ici.hour}
    dits = {"heure": ici.hour, "minutes": ici.minute}
    return _("%(heure)s\u00a0h\u00a0%(minutes)02d") % dits


def _a_paris(jour: date) -> date:
    if isinstance(jour, datetime) and timezone.is_aware(jour):
        return timezone.localtime(jour)
    return jour


def heure_de_paris(moment: datetime) -> str:
    """« 1er décembre 2026 à 16 h 39 (heure de Paris) »: most of who reads it, not all, is there."""
    return _("%(quand)s (heure de Paris)") % {"quand": instant_en_mots(moment)}
