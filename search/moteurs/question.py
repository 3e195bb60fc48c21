"""Turns what was typed into weighted terms, with PostgreSQL's own analysis."""

import math
import re
from dataclasses import dataclass

from django.db import connection

from search import synonymes
from search.analyse import LONGUEUR_MAXIMALE, configuration, preparer

POIDS_SYNONYME = 0.5
TERMES_AU_PLUS = 24
ANALYSE = """
WITH termes AS (
  SELECT DISTINCT ON (lexemes) lexemes, mot, false AS synonyme
  FROM (
    SELECT to_tsquery('simple', quote_literal(lexeme))::text AS lexemes, mot
    FROM regexp_split_to_table(%s, '\\s+') AS mot, unnest(to_tsvector(%s::regconfig, mot))
    WHERE lexeme !~ '^[a-z]$' -- « a domicile » : a letter alone says nothing
  ) AS mots WHERE lexemes <> ''
  UNION ALL
  SELECT phraseto_tsquery(%s::regconfig, s)::text, s, true
  FROM unnest(%s::text[]) AS s WHERE phraseto_tsquery(%s::regconfig, s)::text <> ''
), documents AS (
  SELECT count(*) AS nombre, coalesce(avg(longueur), 1) AS moyenne
  FROM search_indexdocument WHERE locale = %s AND langue = locale
)
SELECT lexemes, mot, synonyme, search_frequence(%s, lexemes::tsquery), nombre, moyenne
FROM termes, documents
"""
_LEXEME = re.compile(r"'(?:[^']|'')+'")


@dataclass(frozen=True)
class Terme:
    """`tsquery`: its text form; `frequence`: documents of the language that hold it."""

    tsquery: str
    poids: float
    libelle: str
    synonyme: bool
    frequence: int
    idf: float

    @property
    def est_une_suite(self) -> bool:
        """Several words, one after the other."""
        return "<" in self.tsquery

    def dans(self, classes: str) -> str:
        """The same, looked for in those weight classes only (« A » is the title)."""
        return _LEXEME.sub(lambda lexeme: f"{lexeme[0]}:{classes}", self.tsquery)


@dataclass(frozen=True)
class Question:
    """What was asked, understood. `config`: text search configuration; `moyenne`: mean words."""

    texte: str
    config: str
    termes: tuple[Terme, ...]
    moyenne: float

    @property
    def tsquery(self) -> str:
        """Any of the terms."""
        return " | ".join(f"({terme.tsquery})" for terme in self.termes)

    @property
    def inconnus(self) -> list[str]:
        return [t.libelle for t in self.termes if not t.frequence and not t.synonyme]


def comprendre(texte: str, locale: str) -> Question | None:
    """None when nothing is left to look for: empty, signs only, stop words only."""
    config = configuration(locale)
    texte = preparer(texte[:LONGUEUR_MAXIMALE])
    autres = synonymes.pour(texte, locale)
    lignes = _analyser(config, locale, texte, autres)
    if not lignes:
        return None
    termes = tuple(
        Terme(
            tsquery=tsquery,
            poids=POIDS_SYNONYME if synonyme else 1.0,
            libelle=libelle,
            synonyme=synonyme,
            frequence=frequence,
            idf=math.log(1 + (nombre - frequence + 0.5) / (frequence + 0.5)),
        )
        for tsquery, libelle, synonyme, frequence, nombre, _moyenne in lignes
    )
    return Question(texte, config, termes, float(lignes[0][-1]))


def _analyser(config: str, locale: str, texte: str, autres: list[str]) -> list[tuple]:
    """[(tsquery, wording, is a synonym, frequency, documents, mean words)].

    Each word once, each synonym as a phrase; counted among the documents of the language.
    """
    with connection.cursor() as curseur:
        curseur.execute(ANALYSE, [texte, config, config, autres, config, locale, locale])
        return curseur.fetchall()[:TERMES_AU_PLUS]
