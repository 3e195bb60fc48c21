"""Nobody's mail address on a page that everybody reads: the portal relays messages (I24).

What is looked for is what a reader, or a machine, would make of the text: as it is typed, as it is
shown, where its links lead; whatever the signs that stand for others or that nobody sees.
"""

import html
import re
import unicodedata
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from home.texte_riche import rendre

RETIREZ = _("Retirez l’adresse électronique\u00a0: le portail relaie les messages.")

_PEUT_ETRE = re.compile(r"[@\uff20\ufe6b%&]|mailto|arobas|[\[({<]\s*at\b", re.I)
_ECRITE = re.compile(r"[\w.+-]\s*@\s*(?:[\w-]+\.[^\W\d]|\[?\d+\.\d+\.\d+\.\d+)|mailto:", re.I)
_EN_MOTS = re.compile(r"\s*[\[({<]\s*(?:at|arobase|arobas)\s*[\])}>]\s*|\s+arobase\s+", re.I)
_BALISE = re.compile(r"<[^>]+>")
_LIENS = re.compile(r'href="([^"]*)"')
_DE_MISE_EN_FORME = dict.fromkeys(map(ord, "\\*_`"))
_POINTS = dict.fromkeys(map(ord, "\u3002\uff61\u2024"), ".")
_ENCODEE_AU_PLUS = 3  # « %2540 »


def contient_une_adresse(texte: str) -> bool:
    """`texte`: a line, or a message of home/texte_riche."""
    if not _PEUT_ETRE.search(texte):  # nearly always: the rest reads every sign
        return False
    if _ECRITE.search(_en_clair(texte)):
        return True
    montre = str(rendre(texte))
    lus = [_BALISE.sub("", montre), *_LIENS.findall(montre)]
    return any(_ECRITE.search(_en_clair(lu)) for lu in lus)


def sans_adresse_electronique(texte: str) -> None:
    """For `validators`: beside the field, with what was typed."""
    if contient_une_adresse(texte):
        raise ValidationError(RETIREZ, code="adresse")


def _en_clair(texte: str) -> str:
    texte = html.unescape(texte)
    for _fois in range(_ENCODEE_AU_PLUS):
        texte = unquote(texte)
    visibles = "".join(
        signe
        for signe in unicodedata.normalize("NFKD", texte.translate(_POINTS))
        if signe.isspace() or unicodedata.category(signe) not in ("Mn", "Me", "Cf", "Cc", "Cs")
    )
    une_ligne = " ".join(visibles.translate(_DE_MISE_EN_FORME).split())
    return _EN_MOTS.sub("@", une_ligne)
