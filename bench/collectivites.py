"""The picker's server time on the whole referential, whatever people type.

    python -m bench.collectivites

Imports the referential in a database of its own. Each question is asked by the test client, as the
script of the page asks it, cold then warm; `make bench` keeps the ratio to a minimal page.
"""

import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tec_site.settings.test")

TOURS = 5
SEUIL = 30  # milliseconds, p95
QUESTIONS = (
    *("sa", "st", "le", "la", "mo", "ch", "vi", "de", "l", "l ", "pa"),
    *("saint", "saint d", "saint den", "saint denis", "saint denis 93", "st denis 974"),
    *("vandoeuvre", "Vandœuvre-lès-Nancy", "l hay les roses", "lhay", "boersch", "bœrsch"),
    *("lyon", "metropole de lyon", "paris", "marseille", "havre", "le havre", "noumea"),
    *("54547", "93200", "2A004", "215405473", "75", "01", "200054781"),
    *("communaute de communes", "communaute de communes du pays", "cc", "ca du", "metropole"),
    *("strassbourg", "marseile", "villneuve", "zzzzzzzz", "de la sur en", "saint sur de la"),
    *("alsace", "ille et vilaine", "ile de france", "plaine commune", "corse", "martinique"),
    *("chateau", "montigny", "sainte marie", "neuville sur", "beaumont", "villeneuve d ascq"),
)


def mesurer(client) -> list[float]:
    """Milliseconds of each answer."""
    durees = []
    for _ in range(TOURS):
        for question in QUESTIONS:
            debut = time.perf_counter()
            client.get("/collectivites/chercher/", {"q": question})
            durees.append(1000 * (time.perf_counter() - debut))
    return durees


def juger() -> tuple[float, float]:
    """(median, p95) in milliseconds; writes the referential in the current database."""
    from django.test import Client

    from communautes.territoires.importation import importer

    importer()
    client = Client()
    client.get("/collectivites/chercher/", {"q": "bourg"})
    durees = mesurer(client)
    return statistics.median(durees), statistics.quantiles(durees, n=20)[-1]


def afficher(minimale: float) -> None:
    """`minimale`: milliseconds of a minimal Wagtail page, in the same run."""
    mediane, p95 = juger()
    print(
        f"champ de choix           médiane {mediane:.1f} ms, p95 {p95:.1f} ms (seuil {SEUIL}), "
        f"{p95 / minimale:.1f} × minimale"
    )


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    from bench.__main__ import minimale
    from bench.base import base_de_mesure

    with base_de_mesure():
        afficher(minimale(Client()))


if __name__ == "__main__":
    main()
