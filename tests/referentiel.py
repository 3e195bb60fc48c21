"""A few dozen real collectivités for tests: the whole referential takes seconds to load."""

from functools import cache
from pathlib import Path

from communautes.territoires import importation, lecture, paquet

FICHIER_2024 = (
    Path(__file__).parent / "communautes" / "territoires" / "donnees" / "referentiel-2024.json.xz"
)
# Accents, ligatures, elisions, homonyms, islands, overseas; then those that 2024 to 2026 moved.
COMMUNES = frozenset(
    """
    01053 2A004 13055 29155 31555 33063 38185 54547 59009 59350 67052 67482 68066 69123 69381 74010
    75056 76351 76540 78646 80021 92050 93066 93001 94038 94028 97105 97209 97302 97411 97611 97801
    98735 98818 44184 35288 35238 50129 85113 80829 57591 33183 14366 01004
    02311 02589 12076 12218 15047 15138 16238 16023 49069 49126 01187 01227
    """.split()  # noqa: SIM905
)


@cache
def _lu(fichier: Path) -> dict:
    return lecture.decompresser(fichier)


def reduit(fichier: Path = paquet.FICHIER, communes=COMMUNES) -> dict:
    """As the file, with these communes, their EPCI, and every département and région."""
    entier = _lu(fichier)
    gardees = [c for c in entier["communes"] if c[0] in communes]
    siens = {c[5] for c in gardees}
    ept = [e for e in entier["ept"] if communes & set(e[4])]
    return entier | {
        "communes": gardees,
        "epci": [e for e in entier["epci"] if e[0] in siens],
        "ept": ept,
    }


def referentiel(fichier: Path = paquet.FICHIER, **remplace) -> lecture.Referentiel:
    supplement = lecture.lire_le_supplement(lecture.SUPPLEMENT)
    return lecture.composer(reduit(fichier) | remplace, supplement, empreinte=fichier.name)


def charger(fichier: Path = paquet.FICHIER, **remplace):
    return importation.appliquer(referentiel(fichier, **remplace))
