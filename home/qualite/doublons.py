"""Contents that say the same thing: by title, and by text.

A text is known by its 64 smallest hashes of five words in a row (a « bottom-k » sketch, Broder
1997): the share that two sketches have in common is that of their texts, and PostgreSQL finds
who shares any of them by an index.
"""

import hashlib
import re

from anyascii import anyascii
from django.db.models import Q

from home.qualite.models import Empreinte
from home.qualite.registre import Contenu

TAILLE = 64
MOTS_DE_SUITE = 5
MOTS_MINIMAUX = 60
RESSEMBLANCE = 0.7
_MOT = re.compile(r"[a-z0-9]+")


def normaliser(texte: str) -> str:
    """« L’été : où aller ? » and « L'ete, ou aller » are the same."""
    return " ".join(_MOT.findall(anyascii(texte).lower()))


def signer(texte: str) -> list[int]:
    """Empty for a text that is too short to be compared."""
    mots = normaliser(texte).split()
    if len(mots) < MOTS_MINIMAUX:
        return []
    suites = {
        " ".join(mots[debut : debut + MOTS_DE_SUITE])
        for debut in range(len(mots) - MOTS_DE_SUITE + 1)
    }
    return sorted(map(_hacher, suites))[:TAILLE]


def _hacher(suite: str) -> int:
    octets = hashlib.blake2b(suite.encode(), digest_size=8).digest()
    return int.from_bytes(octets, "big", signed=True)


def ressemblance(a: list[int], b: list[int]) -> float:
    """Of two sketches: the share of the smallest hashes of both that are in each."""
    plus_petits = set(sorted({*a, *b})[:TAILLE])
    return len(plus_petits & set(a) & set(b)) / len(plus_petits) if plus_petits else 0.0


def noter(contenu: Contenu, empreintes: list[Empreinte]) -> None:
    """Keep what these contents are now: one query."""
    Empreinte.objects.bulk_create(
        sorted(empreintes, key=lambda empreinte: empreinte.objet_pk),
        update_conflicts=True,
        unique_fields=["type_de_contenu", "objet_pk"],
        update_fields=["langue", "titre", "signature"],
    )


def doubles(contenu: Contenu, empreintes: list[Empreinte]) -> dict[int, list[tuple[str, int]]]:
    """Key of a content → (« titre » or « texte », key of its double), for each of these: one query.

    Both ways; who has published first is the caller's business.
    """
    hachages = {hachage for empreinte in empreintes for hachage in empreinte.signature}
    titres = {empreinte.titre for empreinte in empreintes if empreinte.titre}
    candidates = list(
        Empreinte.objects.filter(
            Q(signature__overlap=sorted(hachages)) | Q(titre__in=titres),
            type_de_contenu=contenu.type_de_contenu,
        )
    )
    return {
        empreinte.objet_pk: [
            (nature, autre.objet_pk)
            for autre in candidates
            if autre.objet_pk != empreinte.objet_pk and autre.langue == empreinte.langue
            for nature in _en_commun(empreinte, autre)
        ]
        for empreinte in empreintes
    }


def _en_commun(a: Empreinte, b: Empreinte) -> list[str]:
    natures = []
    if a.titre and a.titre == b.titre:
        natures.append("titre")
    if a.signature and b.signature and ressemblance(a.signature, b.signature) >= RESSEMBLANCE:
        natures.append("texte")
    return natures
