"""Days as French writes them: « 1er décembre », which Django’s formats cannot say."""

import re
from datetime import date

from django.utils import formats
from django.utils.translation import get_language

QUANTIEME = re.compile(r"(?<!\\)j(?= )")


def forme_du(jour: date, forme: str | None = None) -> str | None:
    """The format, with « 1er » for the first of a month read in French; else as it was given."""
    if getattr(jour, "day", None) != 1 or not (get_language() or "fr").startswith("fr"):
        return forme
    return QUANTIEME.sub(r"j\\e\\r", formats.get_format(forme or "DATE_FORMAT"))


def date_format(jour: date, forme: str | None = None) -> str:
    """`django.utils.formats.date_format`, with « 1er »."""
    return formats.date_format(jour, forme_du(jour, forme))
