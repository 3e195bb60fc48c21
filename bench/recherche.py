"""Judges the search page's own facade on a corpus with judged questions.

    python -m bench.recherche --corpus ../shared/search

Indexes the corpus under a language of its own in a transaction that is rolled back, asks every
question, and prints nDCG@10, recall@10 and the share found first, on two halves split by need: the
first one is the one that settings were chosen on.
"""

import argparse
import json
import math
import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tec_site.settings.dev")


def lire(chemin: Path) -> list[dict]:
    return [json.loads(ligne) for ligne in chemin.read_text(encoding="utf-8").splitlines()]


def indexer(documents: list[dict]) -> None:
    from search import services
    from search.documents import Document

    for debut in range(0, len(documents), 200):
        services.indexer(
            *(
                Document(
                    objet=f"corpus:{fiche['id']}",
                    locale="xx",
                    nature="corpus",
                    titre=fiche["title"],
                    corps=fiche["body"],
                    chemin=fiche["id"],
                )
                for fiche in documents[debut : debut + 200]
            )
        )


def rangs(questions: list[dict]) -> dict[str, list[str]]:
    from search.facade import Requete, chercher

    return {
        fiche["id"]: [
            ligne.chemin
            for ligne in chercher(Requete(texte=fiche["query"], locale="xx", par_page=10)).lignes
        ]
        for fiche in questions
    }


def mesurer(questions: list[dict], trouves: dict[str, list[str]]) -> tuple[float, float, float]:
    """(nDCG@10, recall@10, share found first), with one or more good pages a question."""
    gains = rappels = premiers = 0.0
    for fiche in questions:
        bons, liste = set(fiche["relevant"]), trouves[fiche["id"]]
        dcg = sum(1 / math.log2(rang + 2) for rang, pk in enumerate(liste) if pk in bons)
        ideal = sum(1 / math.log2(rang + 2) for rang in range(min(len(bons), 10)))
        gains += dcg / ideal
        rappels += len(bons & set(liste)) / len(bons)
        premiers += bool(liste and liste[0] in bons)
    nombre = len(questions)
    return gains / nombre, rappels / nombre, premiers / nombre


def juger(corpus: Path) -> dict[str, tuple[float, float, float]]:
    """Measures by part: « réglage » (even needs), « contrôle » (odd needs), « ensemble »."""
    from django.db import transaction

    questions = lire(corpus / "questions.jsonl")
    with transaction.atomic():
        indexer(lire(corpus / "documents.jsonl"))
        trouves = rangs(questions)
        transaction.set_rollback(True)
    reglage = [fiche for fiche in questions if fiche["need"] % 2 == 0]
    controle = [fiche for fiche in questions if fiche["need"] % 2]
    return {
        "réglage": mesurer(reglage, trouves),
        "contrôle": mesurer(controle, trouves),
        "ensemble": mesurer(questions, trouves),
    }


def main() -> None:
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--corpus", type=Path, default=Path("../shared/search"))
    corpus = analyseur.parse_args().corpus
    django.setup()
    from bench.base import base_de_mesure

    with base_de_mesure():
        resultats = juger(corpus)
    print(f"{'partie':<10} nDCG@10  rappel@10  premier")
    for partie, (ndcg, rappel, premier) in resultats.items():
        print(f"{partie:<10} {ndcg:7.3f}  {rappel:9.3f}  {premier:7.3f}")


if __name__ == "__main__":
    main()
