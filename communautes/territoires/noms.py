"""Names as people type them: no accent, hyphen nor apostrophe, « St » for « Saint »."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
_PAS_UN_MOT = re.compile(r"[^a-z0-9]+")
ARTICLES = frozenset({"le", "la", "les", "l"})
ABREGES = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
# What an EPCI's name begins with, and what its kind is called.
GENRES_D_EPCI = {
    "CC": "Communauté de communes",
    "CA": "Communauté d’agglomération",
    "CU": "Communauté urbaine",
}
_GENRE = re.compile(
    r"^(?:cc|ca|cu|communaute (?:de communes|d agglomeration|urbaine)|metropole)\b"
    r"(?: (?:du|de la|de l|des|de|d)\b)? ?(?=\S)"
)


def sans_accent(texte: str) -> str:
    decompose = unicodedata.normalize("NFKD", texte.translate(_LIGATURES)).casefold()
    return "".join(signe for signe in decompose if not unicodedata.combining(signe))


def mots(texte: str) -> list[str]:
    """« L’Haÿ-les-Roses » → l, hay, les, roses."""
    return _PAS_UN_MOT.sub(" ", sans_accent(texte)).split()


def normaliser(texte: str) -> str:
    """What a name is sorted and compared by: no article in front, « st » written in full."""
    lus = [ABREGES.get(mot, mot) for mot in mots(texte)]
    if len(lus) > 1 and lus[0] in ARTICLES:
        lus = lus[1:]
    return " ".join(lus)


def normaliser_epci(nom: str) -> str:
    """« CC du Pays de Maîche » is looked up by « pays de maiche »."""
    entier = normaliser(nom)
    return _GENRE.sub("", entier).strip() or entier


def normaliser_unique(nom: str) -> str:
    """« Collectivité territoriale de Martinique » is looked up by « martinique »."""
    return re.sub(r"^collectivite(?: \w+)?? (?:de la|de|d) (?=\S)", "", normaliser(nom))


def cherchables(*textes: str) -> str:
    """Every word by which these are found, each after a space: « lhay » is there beside « hay »."""
    trouves: dict[str, None] = {}
    for texte in textes:
        for mot in mots(texte):
            trouves[mot] = None
            if mot in ABREGES:
                trouves[ABREGES[mot]] = None
        for lettre, suite in re.findall(r"\b([ld])['’ʼ‘`´]\s*([a-z0-9]+)", sans_accent(texte)):
            trouves[lettre + suite] = None
    return "".join(f" {mot}" for mot in trouves)


def en_toutes_lettres(nom: str) -> str:
    """Typographic apostrophe, and the kind of an EPCI without its initials."""
    nom = " ".join(nom.replace("'", "’").split())
    genre, _espace, reste = nom.partition(" ")
    return f"{GENRES_D_EPCI[genre]} {reste}" if genre in GENRES_D_EPCI and reste else nom
