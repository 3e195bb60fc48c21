"""Days as French writes them: « 1er décembre », which Django’s formats cannot say."""

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
    """`django.utils.formats.date_format`, with « 1er »."""
    return formats.date_format(jour, forme_du(jour, forme))


def heure_de_paris(moment: datetime) -> str:
    """« 1er décembre 2026 à 16 h 39 (heure de Paris) »: most of who reads it, not all, is there."""
    la = timezone.localtime(moment)
    return _("%(jour)s à %(heure)s\u00a0h\u00a0%(minutes)s (heure de Paris)") % {
        "jour": date_format(la, "j F Y"),
        "heure": la.hour,
        "minutes": f"{la.minute:02}",
    }
