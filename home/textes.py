"""Plain text out of rich text."""

import html
import re

_DANS_LA_LIGNE = "a|abbr|b|code|em|i|mark|s|small|span|strong|sub|sup|u"
_SANS_ESPACE = re.compile(rf"</?(?:{_DANS_LA_LIGNE})(?:\s[^>]*)?>", re.IGNORECASE)
_BALISE = re.compile(r"<[^>]+>")
_ESPACES = re.compile(r"[^\S\u00a0\u202f]+")
_BLANCS = re.compile(r"[ \t\r\n\f\v]+")

# Signs that turn the direction of a text over, and can make a link look like another.
_DIRECTION = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_SANS_LARGEUR = dict.fromkeys([0x200B, 0x2060, 0xFEFF])


def sans_direction(texte: str) -> str:
    return texte.translate(_DIRECTION)


def titre_lisible(texte: str) -> str:
    """One line, of which every sign is seen: what is typed, before it names something."""
    return sur_une_ligne(sans_direction(texte).translate(_SANS_LARGEUR))


def texte_brut(source: str) -> str:
    """What a reader reads of rich text: no tag, entities resolved, one space between words, and
    the no-break ones where they were.
    """
    sans = _BALISE.sub(" ", _SANS_ESPACE.sub("", source or ""))
    return _ESPACES.sub(" ", html.unescape(sans)).strip()


def sur_une_ligne(texte: str) -> str:
    """Its no-break spaces are kept: `str.split` alone would take them for spaces."""
    return _BLANCS.sub(" ", texte).strip(" ")
