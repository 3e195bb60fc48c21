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

LUS_AU_PLUS = 20_000  # rendered; of a longer text, what is typed alone is read

_PEUT_ETRE = re.compile(
    r"[@\uff20\ufe6b%&]|mailto|arobas|\bat\b|[\[({<]\s*[aà]\s*[\])}>]", re.IGNORECASE
)
# Below, of a line whose spaces are single, and where words that stand for « @ » are marks.
_ENTOURE = re.compile(r" ?[\[({<] ?@ ?[\])}>] ?")
_EN_MOTS = re.compile(
    r" ?[\[({<] ?(?:at|arobase?) ?[\])}>] ?|(?<=\w)[ ,]+arobase?[ ,]+", re.IGNORECASE
)
_PEUT_ETRE_EN_MOTS = re.compile(
    r"(?<=\w)(?: at | ?[\[({<] ?a ?[\])}>] ?| ?[-/|«] ?(?:at|arobase?) ?[-/|»] ?)", re.IGNORECASE
)
_DIT, _DIT_PEUT_ETRE = "\x01", "\x02"
_COMPTE = re.compile(r"(?<![\w.+)\]}\"'»-])@[\w.-]+@(?=\w)")  # « @mairie@reseau.social »
_CONNU = r"(?:asso|be|bzh|ch|com|corsica|eu|fr|gouv|info|io|net|nc|org|paris|pf|re)\b"
_DIT_POINT = r" ?[\[({<] ?(?:dot|point|\.) ?[\])}>] ?| (?:dot|point) (?=(?:[\w-]+ (?:dot|point) )*"
_POINT = rf"(?: ?\.(?! )| \. |{_DIT_POINT}{_CONNU}))"
_INCLUSIF = r"(?:es?|s) ?\."  # « agent@s.es »
_NUMERIQUE = r"\[?\d+\.\d+\.\d+\.\d+|\[IPv6:"
_CHEZ = (
    rf"(?:@ ?| @ )(?:(?!www\.|{_INCLUSIF})[\w-]+{_POINT}[^\W\d]{{2}}|localhost\b|{_NUMERIQUE})",
    rf"{_DIT}(?!www\.)[\w-]{{2,}}{_POINT}[^\W\d]{{2}}",
    rf"{_DIT_PEUT_ETRE}(?!www\.)(?:[\w-]+{_POINT}){{1,6}}{_CONNU}",
)
_ECRITE = re.compile(rf"[\w.+-][\"'”’»)\]}}>]{{0,3}}(?:{'|'.join(_CHEZ)})|mailto:\S", re.IGNORECASE)
_BALISE = re.compile(r"<[^>]+>")
_LIENS = re.compile(r'href="([^"]*)"')
_DE_MISE_EN_FORME = dict.fromkeys(map(ord, "\\*_`"))
_SANS_DESSIN = dict.fromkeys(map(ord, "\u2800\u115f\u1160\u3164\uffa0"))  # letters, says Unicode
_POINTS = dict.fromkeys(map(ord, "\u3002\uff61\u2024"), ".")
_ENCODEE_AU_PLUS = 3  # « %2540 »


def contient_une_adresse(texte: str) -> bool:
    """`texte`: a line, or a message of home/texte_riche."""
    if not _PEUT_ETRE.search(texte):  # nearly always: the rest reads every sign
        return False
    if _ECRITE.search(_en_clair(texte)):
        return True
    if len(texte) > LUS_AU_PLUS:
        return False
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
        for signe in unicodedata.normalize("NFKD", texte.translate(_POINTS | _SANS_DESSIN))
        if signe.isspace() or unicodedata.category(signe) not in ("Mn", "Me", "Cf", "Cc", "Cs")
    )
    une_ligne = " ".join(visibles.translate(_DE_MISE_EN_FORME).split())
    une_ligne = _EN_MOTS.sub(_DIT, _ENTOURE.sub("@", une_ligne))
    return _COMPTE.sub(" ", _PEUT_ETRE_EN_MOTS.sub(_DIT_PEUT_ETRE, une_ligne))
