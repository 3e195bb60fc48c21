"""What a room says of a thing so that search finds it."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Document:
    """One visible thing in one language. `objet` is "app.model:pk", unique with `locale`.

    `profil`: tokens of who tells it, by which it is ranked close to who reads; `reprises`: how
    many have used it.
    """

    objet: str
    locale: str
    nature: str
    titre: str
    chemin: str
    resume: str = ""
    corps: str = ""
    sous_nature: str = ""
    themes: tuple[str, ...] = ()
    etiquettes: tuple[str, ...] = ()
    niveaux: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    strates: tuple[str, ...] = ()
    territoires: tuple[str, ...] = ()
    couts: tuple[str, ...] = ()
    durees: tuple[str, ...] = ()
    annees: tuple[str, ...] = ()
    profil: tuple[str, ...] = ()
    reprises: int = 0
    langue: str = ""
    publie_le: datetime | None = None
    verifie_le: date | None = None
    maj_le: datetime | None = None
    expire_le: datetime | None = None
    ouvre_le: datetime | None = None
    acces: tuple[str, ...] = ("public",)
    carte: dict = field(default_factory=dict)
