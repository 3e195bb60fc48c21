"""What is done to a text before PostgreSQL analyses it, the same for documents and questions."""

import re
import unicodedata

from django.utils.text import slugify

CONFIGURATIONS = {"fr": "tec_fr", "en": "tec_en"}
LONGUEUR_MAXIMALE = 200  # signs of a question; the rest is not read
_APOSTROPHES = re.compile("[’ʼ‘`´]")
_ELISIONS = re.compile(r"\b(?:l|d|j|m|t|s|c|n|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)", re.IGNORECASE)
_CONTROLES = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def configuration(locale: str) -> str:
    """Name of the text search configuration of a language; French for the ones we do not know."""
    return CONFIGURATIONS.get(locale, "tec_fr")


def preparer(texte: str) -> str:
    """Composed letters, one apostrophe, no elision, no ligature, no invisible sign."""
    texte = _CONTROLES.sub(" ", unicodedata.normalize("NFC", texte))
    texte = _ELISIONS.sub("", _APOSTROPHES.sub("'", texte))
    for ligature, lettres in (("œ", "oe"), ("Œ", "Oe"), ("æ", "ae"), ("Æ", "Ae")):
        texte = texte.replace(ligature, lettres)
    return " ".join(texte.replace("-", " ").split())


def cle_de_tri(texte: str) -> str:
    """Lower case, unaccented, words only: « L’Haÿ » sorts as « hay »; there is no ICU."""
    return slugify(preparer(texte)).replace("-", " ")
