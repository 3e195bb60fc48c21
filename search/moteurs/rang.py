"""The score of a document for a question, and between which bounds it must be, in SQL.

The score reads the whole text of a document. The bounds read its title, summary and tags, which
stand beside its line (`vecteur_bref`): of all that hold a common word, only those whose upper
bound reaches the last lower bound of the page need their score. What is shown is what ranking
everything would show.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from search.analyse import cle_de_tri
from search.moteurs.question import Question, Terme

POIDS_DU_CORPS = 0.25
POIDS_CLASSES = f"{{{POIDS_DU_CORPS}, 0.3, 0.6, 1.0}}"  # D body, C unused, B summary, tags, A title
PART_LONGUEUR = 0.25  # how much a long document is lowered (BM25's b)
PART_COUVERTURE = 0.6  # how much depends on how many of the words are there
PRIME_TITRE = 0.5  # added share when the title has every word
PRIME_TITRE_EXACT = 2.0  # added share when the title is the question

# ts_rank gives a word (w + Σ wᵢ/i² − w/r²) / 1,645 for its i-th places, w being its best weight
# and r the rank of it; 1,645 is Σ 1/i².
SATURATION = 1.64493406685
UN_MOT_DU_CORPS = POIDS_DU_CORPS / SATURATION  # at one place there, and nowhere else
LE_CORPS_EN_PLUS = POIDS_DU_CORPS * (SATURATION - 1) / SATURATION  # at most, after the title
LE_CORPS_SEUL = POIDS_DU_CORPS  # at most
UNE_SUITE = 1.0  # at most
ARRONDI = 1.0001  # ts_rank counts in single precision


@dataclass
class Morceau:
    """A piece of SQL and its parameters."""

    sql: str
    parametres: list


def score(question: Question) -> Morceau:
    """Of a row that has `vecteur`, `longueur` and `titre_tri`."""
    somme, couverture, parametres = [], [], []
    for terme in question.termes:
        points = f"{_reel(terme.idf * terme.poids)} * ts_rank(%s::real[], vecteur, %s::tsquery)"
        parametres += [POIDS_CLASSES, terme.tsquery]
        if terme.est_une_suite:  # ts_rank counts its words wherever they stand
            points += " * (vecteur @@ %s::tsquery)::int"
            parametres.append(terme.tsquery)
        somme.append(points)
    for terme in question.propres:
        couverture.append(f"{_reel(terme.idf)} * (vecteur @@ %s::tsquery)::int")
        parametres.append(terme.tsquery)
    titre = _titre(question, "vecteur")
    sql = f"""({_somme(somme)}) * {_part_couverte(question, _somme(couverture))}
      / {_longueur(question)} * {titre.sql}"""
    return Morceau(sql, [*parametres, *titre.parametres])


def bornes(question: Question, lignes: Morceau, retenus: int) -> Morceau:
    """SELECT id, bas, haut of those rows, which have what a score reads, and `vecteur_bref`.

    `retenus`: the documents that answer, one bit each; of any other row `haut` is 0.
    """
    colonnes, parametres = [], []
    for rang, terme in enumerate(question.termes):
        bref = _bref(terme)
        colonnes += [f"{bref.sql} AS bref{rang}", f"(id = ANY(%s::bigint[])) AS present{rang}"]
        parametres += [*bref.parametres, question.trame.tableau(terme.documents & retenus)]
    titre = _titre(question, "vecteur_bref")
    couverture = _somme(
        f"{_reel(terme.idf)} * present{rang}::int"
        for rang, terme in enumerate(question.termes)
        if not terme.synonyme
    )
    colonnes.append(f"{titre.sql} / {_longueur(question)} AS facteur")
    parametres += titre.parametres
    facteur = f"facteur * {_part_couverte(question, couverture)}"
    sql = f"""
      SELECT id, ({_borne(question, _au_moins)}) * {facteur} AS bas,
        ({_borne(question, _au_plus)}) * {facteur} * {_reel(ARRONDI)} AS haut
      FROM (SELECT id, {", ".join(colonnes)} FROM ({lignes.sql}) AS lignes OFFSET 0) AS brefs
    """  # noqa: S608 (only our own constants and numbers)
    return Morceau(sql, [*parametres, *lignes.parametres])


def _borne(question: Question, de) -> str:
    return _somme(
        f"{_reel(terme.idf * terme.poids)} * ({de(rang, terme)})"
        for rang, terme in enumerate(question.termes)
    )


def _au_moins(rang: int, terme: Terme) -> str:
    if terme.est_une_suite:
        return "0"
    return (
        f"CASE WHEN bref{rang} > 0 THEN bref{rang} "
        f"WHEN present{rang} THEN {_reel(UN_MOT_DU_CORPS)} ELSE 0 END"
    )


def _au_plus(rang: int, terme: Terme) -> str:
    if terme.est_une_suite:
        return f"{_reel(UNE_SUITE)} * present{rang}::int"
    return (
        f"CASE WHEN bref{rang} > 0 THEN bref{rang} + {_reel(LE_CORPS_EN_PLUS)} "
        f"WHEN present{rang} THEN {_reel(LE_CORPS_SEUL)} ELSE 0 END"
    )


def _bref(terme: Terme) -> Morceau:
    """What ts_rank gives it before the body; 0 when it is not there."""
    if terme.est_une_suite:
        return Morceau("0", [])
    return Morceau("ts_rank(%s::real[], vecteur_bref, %s::tsquery)", [POIDS_CLASSES, terme.tsquery])


def _part_couverte(question: Question, couverture: str) -> str:
    total = sum(terme.idf for terme in question.propres) or 1.0
    part = _reel(PART_COUVERTURE / total)
    return f"({_reel(1 - PART_COUVERTURE)} + {part} * ({couverture}))"


def _longueur(question: Question) -> str:
    part = _reel(PART_LONGUEUR / max(question.trame.moyenne, 1.0))
    return f"({_reel(1 - PART_LONGUEUR)} + {part} * longueur)"


def _titre(question: Question, vecteur: str) -> Morceau:
    tous_au_titre = " & ".join(f"({terme.dans('A')})" for terme in question.propres) or "''"
    return Morceau(
        f"(1 + {_reel(PRIME_TITRE)} * ({vecteur} @@ %s::tsquery)::int"
        f" + {_reel(PRIME_TITRE_EXACT)} * (titre_tri = %s)::int)",
        [tous_au_titre, cle_de_tri(question.texte)],
    )


def _reel(nombre: float) -> str:
    """A number of the machine: PostgreSQL reads 0.5 as an exact decimal, slower to reckon with."""
    return f"{nombre!r}::float8"


def _somme(morceaux: Iterable[str]) -> str:
    return " + ".join(morceaux) or "0"
