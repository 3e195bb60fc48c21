"""What is so small a change that it needs no review: the same words, spelt better.

Compared with the version that ANCT has read, and never with the one that small changes have made
since: a hundred of them are no more than one. Nothing here is guessed from how much two texts
look alike. Figures, signs, links and mail addresses are the same ones, in the same order; words
are the same ones, but for case, accents and punctuation, and for a few whose spelling alone is
mended. Read once, word by word: a long text costs no more than its length.
"""

import re
import unicodedata

from communautes.retours.models import RetourExperience
from home.texte_riche import rendre
from home.textes import texte_brut

LIGNES = ("titre", "resume", "cout_precision", "prestataires")
RECITS = ("contexte", "fait", "appris", "resultats", "echecs", "transposition")
TEXTES = LIGNES + RECITS
CHOIX = ("format", "debut", "fin", "niveau", "publics", "nombre", "cout", "jours_agent")
MOTS_PAR_RETOUCHE = 10  # one word in ten is mended, at most; two of a short text
LETTRES_D_UN_MOT_SUR, LETTRES_D_UN_MOT_LONG = 4, 6  # « maire » and « marie » are two
ACCORDS = (  # small words that agree with what follows
    frozenset({"le", "la", "les"}),
    frozenset({"un", "une"}),
    frozenset({"de", "du", "des"}),
    frozenset({"ce", "cet", "cette", "ces"}),
    frozenset({"au", "aux"}),
)
TERMINAISONS = frozenset({"", "e", "s", "es", "x", "ee", "ees", "er", "ez", "t", "nt", "ent"})

_LIENS = re.compile(r'href="([^"]*)"')
_NUMEROS = re.compile(r'<ol(?: start="(\d+)")?>')
_ADRESSE = re.compile(r"@|://|[wW]{3}\.|[\w-]\.(?:[a-z]{2,}|[A-Z]{2,}\b)")
_MILLIERS = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")
_LU = re.compile(
    r"(?P<nombre>(?:(?<!\w)[-–−])?\d(?:[\d.,/:-]*\d)?)|(?P<mot>[^\W\d_]+)|(?P<autre>\S)"
)
_MOINS = str.maketrans("–−", "--")
_BARRE = "\u0338"  # « ≠ » is no accented « = »
_DE_FORME = frozenset(".,;:!…'’‘`´\"«»“”„()[]{}-‐‑–—•·*_>\\")


def est_mineure(retour: RetourExperience, brouillon: RetourExperience) -> bool:
    """Of a published retour: what ANCT has read of it, spelt better."""
    parcours = retour.parcours
    if not retour.live or parcours.est_retire or parcours.version_relue is None:
        return False
    return se_valent(parcours.version_relue.as_object(), brouillon)


def se_valent(relue: RetourExperience, autre: RetourExperience) -> bool:
    return _le_reste(relue) == _le_reste(autre) and all(
        _meme_texte(avant, apres, riche=riche)
        for (avant, riche), (apres, _riche) in zip(_textes(relue), _textes(autre), strict=True)
    )


def _textes(retour: RetourExperience) -> list[tuple[str, bool]]:
    """(text, whether it is a rich one): its pieces' words too, in the order of `_le_reste`."""
    images = (mots for une in retour.images.all() for mots in (une.alternative, une.legende))
    documents = (un.titre for un in retour.documents.all())
    return [
        *((getattr(retour, champ), champ in RECITS) for champ in TEXTES),
        *((mots, False) for mots in (*images, *documents)),
    ]


def _le_reste(retour: RetourExperience) -> dict:
    """Choices, figures and files: a change of these is never one of form."""
    return {
        **{champ: getattr(retour, champ) for champ in (*CHOIX, "licence", "slug")},
        "themes": [lien.theme_id for lien in retour.themes_lies.all()],
        "acteurs": [lien.acteur_id for lien in retour.acteurs_lies.all()],
        "etiquettes": sorted(lien.tag_id for lien in retour.etiquetages.all()),
        "images": [image.fichier_id for image in retour.images.all()],
        "documents": [document.fichier_id for document in retour.documents.all()],
    }


def _meme_texte(avant: str, apres: str, *, riche: bool) -> bool:
    if avant == apres:
        return True
    if _ecrites(avant) != _ecrites(apres):
        return False
    liens_avant, lus_avant = _lire(avant, riche)
    liens_apres, lus_apres = _lire(apres, riche)
    if liens_avant != liens_apres:
        return False
    if "".join(lus_avant) == "".join(lus_apres):  # « rendez vous », « rendez-vous »
        return True
    if len(lus_avant) != len(lus_apres):
        return False
    changes = [(a, b) for a, b in zip(lus_avant, lus_apres, strict=True) if a != b]
    permis = max(2, len(lus_avant) // MOTS_PAR_RETOUCHE)
    return len(changes) <= permis and all(_meme_mot(a, b) for a, b in changes)


def _ecrites(texte: str) -> list[str]:
    """What looks like a link, or like a mail address, as it is typed."""
    mots = (mot for mot in texte.split() if _ADRESSE.search(mot))
    return [mot.strip("".join(_DE_FORME)) for mot in mots]


def _lire(texte: str, riche: bool) -> tuple[list[str], list[str]]:
    """(where links lead, then what lists count from; words, figures and signs) of what is shown."""
    html_lu = rendre(texte) if riche else ""
    liens = [*_LIENS.findall(html_lu), *_NUMEROS.findall(html_lu)]
    montre = texte_brut(html_lu) if riche else texte
    montre = _MILLIERS.sub(lambda nombre: "".join(re.findall(r"\d", nombre[0])), montre)
    lus = []
    for trouve in _LU.finditer(_sans_accent(montre)):
        if trouve["mot"]:
            lus.append(trouve[0])
        elif trouve["nombre"] or trouve[0] not in _DE_FORME:
            lus.append(f" {trouve[0].translate(_MOINS)} ")  # never taken for a word, nor for a part
    return liens, lus


def _sans_accent(texte: str) -> str:
    """Without what is not seen either; « 10² » keeps its square."""
    return "".join(
        signe
        for lettre in texte
        for signe in _decompose(lettre)
        if signe == _BARRE or unicodedata.category(signe) not in ("Mn", "Cf")
    )


def _decompose(lettre: str) -> str:
    if unicodedata.category(lettre) == "No":
        return lettre
    return unicodedata.normalize("NFKD", lettre).casefold()


def _meme_mot(avant: str, apres: str) -> bool:
    """Its spelling is mended; « possible » and « impossible », « pas » and « par » are two."""
    if any({avant, apres} <= accord for accord in ACCORDS):
        return True
    if not (avant.isalpha() and apres.isalpha()):
        return False
    court, long = sorted((avant, apres), key=len)
    if len(court) < LETTRES_D_UN_MOT_SUR or court[0] != long[0]:
        return False
    debut = _commun(court, long)
    fins = {court[debut:], long[debut:]}
    if debut >= LETTRES_D_UN_MOT_SUR - 1 and fins <= TERMINAISONS and fins != {"s", "x"}:
        return True
    if len(court) == len(long) >= LETTRES_D_UN_MOT_LONG:  # two letters in the wrong order
        tourne = court[:debut] + court[debut : debut + 2][::-1] + court[debut + 2 :]
        return tourne == long
    une_de_trop = court[debut:] == long[debut + 1 :] and long[debut] != "s"  # « poison »
    double = long[debut] in long[debut - 1 : debut]
    return une_de_trop and (double or len(court) >= LETTRES_D_UN_MOT_LONG)


def _commun(un: str, autre: str) -> int:
    """How many letters they begin with together."""
    for rang, (a, b) in enumerate(zip(un, autre, strict=False)):
        if a != b:
            return rang
    return min(len(un), len(autre))
