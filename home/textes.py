"""Plain text out of rich text."""

import html
import re

_BALISE = re.compile(r"<[^>]+>")
_ESPACES = re.compile(r"\s+")


def texte_brut(source: str) -> str:
    """What a reader reads of rich text: no tag, entities resolved, one space between words."""
    return _ESPACES.sub(" ", html.unescape(_BALISE.sub(" ", source or ""))).strip()
