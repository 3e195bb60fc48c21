"""The one way to search: every list and every box of the site asks here, whatever the engine."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

PUBLIC = ("public",)
FACETTES = (
    "nature",
    "sous_nature",
    "themes",
    "etiquettes",
    "niveaux",
    "publics",
    "strates",
    "territoires",
    "couts",
    "durees",
    "annees",
)
TRIS = ("pertinence", "recent", "verifie", "titre")
PROCHE = "proche"  # a sort that means something with `proches` only


@dataclass(frozen=True)
class Requete:
    """Facets: OR inside one, AND between them. `acces`: tokens that the reader holds.

    `proches`: (token of a document's `profil`, points), for the sort « proche ».
    """

    texte: str = ""
    locale: str = "fr"
    nature: tuple[str, ...] = ()
    sous_nature: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    etiquettes: tuple[str, ...] = ()
    niveaux: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    strates: tuple[str, ...] = ()
    territoires: tuple[str, ...] = ()
    couts: tuple[str, ...] = ()
    durees: tuple[str, ...] = ()
    annees: tuple[str, ...] = ()
    proches: tuple[tuple[str, int], ...] = ()
    tri: str = "pertinence"
    page: int = 1
    par_page: int = 20
    acces: tuple[str, ...] = PUBLIC
    facettes: tuple[str, ...] = ()

    def choisies(self) -> dict[str, tuple[str, ...]]:
        """Facets that the reader restricted."""
        return {nom: valeurs for nom in FACETTES if (valeurs := getattr(self, nom))}


@dataclass(frozen=True)
class Resultat:
    """One line. `extrait`: safe HTML with <mark>; `raison`: the synonym that found it."""

    titre: str
    chemin: str
    nature: str
    sous_nature: str
    resume: str
    langue: str
    publie_le: datetime | None
    verifie_le: date | None
    themes: list[str]
    niveaux: list[str]
    publics: list[str]
    strates: list[str]
    profil: list[str]
    reprises: int
    carte: dict
    titre_marque: SafeString = SafeString("")
    extrait: SafeString = SafeString("")
    raison: str = ""


@dataclass
class Resultats:
    """`facettes`: name → [(value, count)], counted as if that facet were not restricted;
    each of those that were asked is there, whatever was found.
    """

    total: int = 0
    page: int = 1
    par_page: int = 20
    lignes: list[Resultat] = field(default_factory=list)
    facettes: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    correction: str = ""
    mots: list[str] = field(default_factory=list)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.par_page))


@dataclass(frozen=True)
class Suggestion:
    titre: str
    chemin: str
    nature: str


@cache
def moteur():
    return import_string(settings.SEARCH_ENGINE)()


def chercher(requete: Requete) -> Resultats:
    """Rank, count and page, whatever the content: one SQL query, two with words, one more for each
    of these: the index moved, words are new to the process, an unknown word is corrected."""
    return moteur().chercher(requete)


def suggerer(
    texte: str, *, locale: str = "fr", acces: tuple[str, ...] = PUBLIC, nombre: int = 6
) -> list[Suggestion]:
    """Titles that hold a word beginning like each word typed, the shortest first."""
    return moteur().suggerer(texte, locale=locale, acces=acces, nombre=nombre)


CHAMPS_D_UNE_LIGNE = tuple(
    champ.name
    for champ in fields(Resultat)
    if champ.name not in {"titre_marque", "extrait", "raison"}
)
