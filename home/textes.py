"""Plain text out of rich text."""

import html
import re

_BALISE = re.compile(r"<[^>]+>")
_ESPACES = re.compile(r"\s+")
_BLANCS = re.compile(r"[ \t\r\n\f\v]+")


def texte_brut(source: str) -> str:
    """What a reader reads of rich text: no tag, entities resolved, one space between words."""
    return _ESPACES.sub(" ", html.unescape(_BALISE.sub(" ", source or ""))).strip()


def sur_une_ligne(texte: str) -> str:
    """Its no-break spaces are kept: `str.split` alone would take them for spaces."""
    return _BLANCS.sub(" ", texte).strip(" ")
