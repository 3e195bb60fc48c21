"""`make bench`: the figures kept in docs/mesures.md, as ratios in one run.

Everything is written in a database of its own, dropped afterwards. Times are medians of the test
client, without network, with renditions and template loaders warm.
"""

import os
import statistics
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tec_site.settings.test")

TOURS = 15
PETIT, GRAND = 60, 5_000
ADRESSES = {
    "accueil": "/",
    "liste des ressources": "/ressources/",
    "liste filtrée": "/ressources/?nature=guide&niveau=concertation",
    "recherche": "/recherche/?q=habitants+commune+budget",
    "recherche rare": "/recherche/?q=nitrates+captage",
    "contenu": "/mentions-legales/",
}


def mediane(client, adresse: str) -> float:
    """Milliseconds of server time."""
    client.get(adresse)
    durees = []
    for _ in range(TOURS):
        debut = time.perf_counter()
        client.get(adresse)
        durees.append(1000 * (time.perf_counter() - debut))
    return statistics.median(durees)


def requetes(client, adresse: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(adresse)
    with CaptureQueriesContext(connection) as trouvees:
        client.get(adresse)
    return len(trouvees)


def minimale(client) -> float:
    """The yardstick: a Wagtail page of this site that renders its title only."""
    from django.http import HttpResponse

    from home.models import ContenuPage

    rendu = ContenuPage.serve
    ContenuPage.serve = lambda page, request, *a, **k: HttpResponse(page.title)
    try:
        return mediane(client, "/donnees-personnelles/")
    finally:
        ContenuPage.serve = rendu


def mesurer(nombre: int) -> dict[str, tuple[int, float]]:
    """Address → (SQL queries, median milliseconds) with that many resources."""
    from django.db import transaction
    from django.test import Client

    from bench.charge import charger

    with transaction.atomic():
        charger(nombre)
        client = Client()
        resultats = {nom: (requetes(client, a), mediane(client, a)) for nom, a in ADRESSES.items()}
        resultats["page Wagtail minimale"] = (0, minimale(client))
        transaction.set_rollback(True)
    return resultats


def afficher(petit: dict, grand: dict) -> None:
    etalon = grand["page Wagtail minimale"][1]
    print(f"{'page':<24} requêtes à {PETIT} / {GRAND}   ms à {GRAND}   × minimale   × accueil")
    for nom in ADRESSES:
        duree = grand[nom][1]
        print(
            f"{nom:<24} {petit[nom][0]:>8} / {grand[nom][0]:<8}    {duree:8.1f} "
            f"{duree / etalon:11.1f} {duree / grand['accueil'][1]:11.1f}"
        )
    print(f"{'page Wagtail minimale':<24} {'':>20}   {etalon:8.1f}")


def main() -> None:
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    from bench import collectivites
    from bench.base import base_de_mesure

    with base_de_mesure():
        grand = mesurer(GRAND)
        afficher(mesurer(PETIT), grand)
        collectivites.afficher(grand["page Wagtail minimale"][1])
        corpus = Path("../shared/search")
        if corpus.exists():
            from bench.recherche import juger

            print("\npython -m bench.recherche --corpus ../shared/search")
            for partie, (ndcg, rappel, premier) in juger(corpus).items():
                print(f"{partie:<10} nDCG@10 {ndcg:.3f} rappel {rappel:.3f} premier {premier:.3f}")


if __name__ == "__main__":
    main()
