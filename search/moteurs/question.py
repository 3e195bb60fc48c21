"""Turns what was typed into weighted terms, with PostgreSQL's own analysis."""

import math
import re
from dataclasses import dataclass

from django.db import connection

from search import synonymes
from search.analyse import LONGUEUR_MAXIMALE, configuration, preparer
from search.moteurs.trames import VERSION, Trame, a_jour

POIDS_SYNONYME = 0.5
TERMES_AU_PLUS = 24
ANALYSE = f"""
SELECT lexemes, mot, synonyme, {VERSION} FROM (
  SELECT DISTINCT ON (lexemes) lexemes, mot, false AS synonyme
  FROM (
    SELECT to_tsquery('simple', quote_literal(lexeme))::text AS lexemes, mot
    FROM regexp_split_to_table(%s, '\\s+') AS mot, unnest(to_tsvector(%s::regconfig, mot))
    WHERE lexeme !~ '^[a-z]$' -- « a domicile » : a letter alone says nothing
  ) AS mots WHERE lexemes <> ''
  UNION ALL
  SELECT phraseto_tsquery(%s::regconfig, s)::text, s, true
  FROM unnest(%s::text[]) AS s WHERE phraseto_tsquery(%s::regconfig, s)::text <> ''
) AS termes LIMIT {TERMES_AU_PLUS}
"""  # noqa: S608 (only our own constants)
_LEXEME = re.compile(r"'(?:[^']|'')+'")


@dataclass(frozen=True)
class Terme:
    """`tsquery`: its text form; `documents`: one bit for each that holds it, in the Trame."""

    tsquery: str
    poids: float
    libelle: str
    synonyme: bool
    documents: int
    idf: float

    @property
    def frequence(self) -> int:
        return self.documents.bit_count()

    @property
    def est_une_suite(self) -> bool:
        """Several words, one after the other."""
        return "<" in self.tsquery

    def dans(self, classes: str) -> str:
        """The same, looked for in those weight classes only (« A » is the title)."""
        return _LEXEME.sub(lambda lexeme: f"{lexeme[0]}:{classes}", self.tsquery)


@dataclass(frozen=True)
class Question:
    """What was asked, understood. `config`: text search configuration."""

    texte: str
    config: str
    termes: tuple[Terme, ...]
    trame: Trame

    @property
    def tsquery(self) -> str:
        """Any of the terms."""
        return " | ".join(f"({terme.tsquery})" for terme in self.termes)

    @property
    def propres(self) -> list[Terme]:
        """The words asked: what was typed, without their synonyms."""
        return [terme for terme in self.termes if not terme.synonyme]

    @property
    def documents(self) -> int:
        """Those that hold any of the terms, one bit each."""
        bits = 0
        for terme in self.termes:
            bits |= terme.documents
        return bits

    @property
    def inconnus(self) -> list[str]:
        return [terme.libelle for terme in self.propres if not terme.frequence]


def comprendre(texte: str, locale: str) -> Question | None:
    """None when nothing is left to look for: empty, signs only, stop words only."""
    config = configuration(locale)
    texte = preparer(texte[:LONGUEUR_MAXIMALE])
    lignes = _analyser(config, texte, synonymes.pour(texte, locale))
    if not lignes:
        return None
    trame = a_jour(locale, version=lignes[0][-1])
    contenant = trame.contenant([tsquery for tsquery, *_reste in lignes])
    return Question(
        texte,
        config,
        tuple(
            Terme(
                tsquery=tsquery,
                poids=POIDS_SYNONYME if synonyme else 1.0,
                libelle=libelle,
                synonyme=synonyme,
                documents=contenant[tsquery],
                idf=_rarete(contenant[tsquery].bit_count(), trame.nombre),
            )
            for tsquery, libelle, synonyme, _version in lignes
        ),
        trame,
    )


def _rarete(frequence: int, nombre: int) -> float:
    """BM25's inverse document frequency; never below 0."""
    return math.log(1 + (nombre - frequence + 0.5) / (frequence + 0.5))


def _analyser(config: str, texte: str, autres: list[str]) -> list[tuple]:
    """[(tsquery, wording, is a synonym, version of the index)]: each word once, each synonym as
    a phrase."""
    with connection.cursor() as curseur:
        curseur.execute(ANALYSE, [texte, config, config, autres, config])
        return curseur.fetchall()
