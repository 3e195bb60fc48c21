"""The automatic rules: small pure functions. They hold back for a human eye, and decide nothing."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from communautes.journal.services import mots_de

COMPTE_RECENT = timedelta(days=14)  # younger, and nobody vouches for it: its links are read first
TEXTE_COURT = 12  # words; « Merci beaucoup, bonne journée » may be said to everybody
MEME_TEXTE = 3  # the same text, counting this one: an announcement goes to two places
FENETRE_DU_RYTHME = timedelta(minutes=10)
TROP_VITE = 10  # things published in that time, counting this one

_LIEN = re.compile(
    r"(?:https?://|\bwww\.)[^\s)\]>]+"
    r"|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:biz|club|co|com|eu|fr|info|io|link|me|net|org|ru|shop|site|top|xyz)\b",
    re.IGNORECASE,
)
_OFFICIEL = re.compile(r"(?:https?://)?(?:[\w-]+\.)*gouv\.fr(?:[/?#:]|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Publie:
    """What the rules know of something that has just been written. `memes_textes`, `recentes`:
    by this person, this one included.
    """

    texte: str
    age_du_compte: timedelta
    est_verifiee: bool
    memes_textes: int = 1
    recentes: int = 1


@dataclass(frozen=True)
class Regle:
    """`raison`: what its author reads."""

    code: str
    raison: Any
    retient: Callable[[Publie], bool]


def liens(texte: str) -> list[str]:
    """Those that lead out of the State's sites; the address of a mailbox is none."""
    return [lien for lien in _LIEN.findall(texte) if not _OFFICIEL.match(lien)]


def empreinte(texte: str) -> str:
    """The same for the same words, whatever signs and capitals; nothing for a short text."""
    mots = mots_de(texte)
    if len(mots) < TEXTE_COURT:
        return ""
    return hashlib.sha256(" ".join(mots).encode()).hexdigest()


def liens_d_un_compte_recent(publie: Publie) -> bool:
    recent = publie.age_du_compte < COMPTE_RECENT
    return recent and not publie.est_verifiee and bool(liens(publie.texte))


def texte_repete(publie: Publie) -> bool:
    return publie.memes_textes >= MEME_TEXTE


def trop_vite(publie: Publie) -> bool:
    return publie.recentes > TROP_VITE


REGLES = (
    Regle(
        "liens",
        _("Un compte récent, qu’aucune collectivité ne confirme encore, y publie un lien."),
        liens_d_un_compte_recent,
    ),
    Regle("repete", _("Le même texte vient d’être publié plusieurs fois."), texte_repete),
    Regle("rythme", _("Beaucoup de messages viennent d’être publiés d’affilée."), trop_vite),
)
_PAR_CODE = {regle.code: regle for regle in REGLES}


def qui_retiennent(publie: Publie) -> list[str]:
    return [regle.code for regle in REGLES if regle.retient(publie)]


def raisons(codes: list[str]) -> list[str]:
    """In words; a rule that is no more says nothing."""
    return [str(_PAR_CODE[code].raison) for code in codes if code in _PAR_CODE]
