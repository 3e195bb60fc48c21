"""The index of retours at 200 and at 20,000, in one run.

    python -m bench.retours

Rows are written in bulk in a database of its own. The same questions are asked of both, by the
test client, warm: the list, each facet, several together, words, sorts, far pages. Prints the p95
of each size and their ratio, the number of SQL queries, and the slowest questions.
"""

import os
import random
import statistics
import time
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tec_site.settings.test")

PETIT, GRAND = 200, 20_000
TOURS = 3
SEUIL = 2.0  # times the p95 of the small one
THEMES = 8
COLLECTIVITES = 1_500
QUESTIONS = (
    "",
    *("?tri=recent", "?tri=reprises", "?page=2", "?page=9"),
    *(f"?theme=theme-mesure-{rang}" for rang in range(6)),
    *(f"?sorte={sorte}" for sorte in ("commune", "epci", "departement")),
    *(f"?population={strate}" for strate in ("moins_3500", "3500_20000", "plus_100000")),
    *(f"?territoire={jeton}" for jeton in ("region-53", "departement-01", "region-84")),
    *(f"?cout={cout}" for cout in ("aucun", "5000_20000", "plus_500000")),
    *(f"?duree={duree}" for duree in ("moins_6", "12_24", "en-cours")),
    *(f"?participation={niveau}" for niveau in ("aucune", "concertation", "co_construction")),
    *("?annee=2024", "?annee=2021&annee=2022", "?etiquette=mesure-3"),
    *("?theme=theme-mesure-1&sorte=commune&cout=aucun", "?sorte=epci&territoire=region-53"),
    "?theme=theme-mesure-2&population=moins_3500&participation=concertation&annee=2023",
    *("?comme=commune/01501", "?comme=commune/01501&theme=theme-mesure-1"),
    *("?q=marronnier", "?q=gardiennage+école", "?q=budget", "?q=ombre&cout=aucun"),
    *("?q=mesure-1&tri=recent", "?q=convention+habitants"),
)


def charger(nombre: int, *, graine: int = 2026) -> None:
    """`nombre` published retours, indexed; what was there of the kind stays."""
    from django.db import connection

    from communautes.retours import indexation
    from search import services

    hasard = random.Random(graine)
    _ecrire(nombre, hasard)
    lot = []
    for document in indexation.documents():
        lot.append(document)
        if len(lot) == services.LOT:
            services.indexer(*lot)
            lot = []
    services.indexer(*lot)
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE")  # what autovacuum does on a real site


def _ecrire(nombre: int, hasard) -> None:
    from django.utils import timezone

    from communautes.retours.models import (
        CollectiviteAuteure,
        EtiquetteRetour,
        Parcours,
        RetourExperience,
        RetourTheme,
    )
    from ressources.models import Etiquette

    themes, lieux, mots = _themes(), _lieux(hasard), _matiere()
    etiquettes = [Etiquette.nommee(f"mesure {rang}")[0] for rang in range(30)]
    retours = RetourExperience.objects.bulk_create(
        [_retour(rang, hasard, mots) for rang in range(nombre)], batch_size=1_000
    )
    Parcours.objects.bulk_create(
        Parcours(retour=r, preparation="", nombre_de_reprises=int(hasard.expovariate(0.5)))
        for r in retours
    )
    RetourTheme.objects.bulk_create(
        RetourTheme(retour=r, theme=theme, sort_order=rang)
        for r in retours
        for rang, theme in enumerate(hasard.sample(themes, 2))
    )
    EtiquetteRetour.objects.bulk_create(
        EtiquetteRetour(content_object=r, tag=tag)
        for r in retours
        for tag in hasard.sample(etiquettes, 2)
    )
    CollectiviteAuteure.objects.bulk_create(
        CollectiviteAuteure(
            retour=r,
            collectivite=(lieu := hasard.choice(lieux)),
            principale=True,
            etat="acceptee",
            repondu_le=timezone.now(),
            nom=lieu.nom,
            type=lieu.type,
            strate=lieu.strate,
            population=lieu.population,
            region=lieu.region,
            departements=lieu.departements,
        )
        for r in retours
    )


def _themes() -> list:
    from ressources.models import ThemeIndexPage, ThemePage

    parent = ThemeIndexPage.objects.get(locale__language_code="fr")
    return [
        parent.add_child(
            instance=ThemePage(
                title=f"Thème mesuré {rang}", slug=f"theme-mesure-{rang}", enjeux="<p>Oui.</p>"
            )
        )
        for rang in range(THEMES)
    ]


def _lieux(hasard) -> list:
    """Of every kind, size and région: the real ones."""
    from communautes.territoires.models import Collectivite

    connus = list(
        Collectivite.objects.qui_deliberent()
        .filter(type__in=["commune", "epci", "departement"])
        .exclude(region="")
        .defer("recherche")
    )
    grands = [lieu for lieu in connus if (lieu.population or 0) >= 3_500]
    return hasard.sample(connus, COLLECTIVITES) + hasard.sample(grands, COLLECTIVITES)


def _matiere() -> list[str]:
    """Words of the demo's own texts."""
    from bench.charge import _matiere as matiere

    _phrases, mots = matiere()
    return [*mots, "marronnier", "gardiennage", "école", "budget", "ombre", "convention"]


def _retour(rang: int, hasard, mots: list[str]):
    from django.utils import timezone

    from communautes.retours.models import RetourExperience
    from communautes.retours.referentiels import Cout
    from home.referentiels import NiveauAtteint, PublicAssocie

    def texte(longueur: int) -> str:
        return " ".join(hasard.choices(mots, k=longueur)).capitalize() + "."

    debut = date(2019, 1, 1) + timedelta(days=30 * hasard.randint(0, 75))
    publie_le = timezone.now() - timedelta(days=hasard.randint(0, 900), seconds=rang)
    return RetourExperience(
        titre=texte(6)[:100],
        slug=f"mesure-{rang}",
        reference=f"MESURE-{rang}",
        format="complet",
        live=True,
        first_published_at=publie_le,
        last_published_at=publie_le,
        debut=debut.replace(day=1),
        fin=None
        if hasard.random() < 0.1
        else (debut + timedelta(days=30 * hasard.randint(1, 40))).replace(day=1),
        niveau=hasard.choice(NiveauAtteint.values),
        publics=hasard.sample(PublicAssocie.values, 2),
        nombre=hasard.randint(1, 900),
        cout=hasard.choice(Cout.values),
        jours_agent=hasard.randint(1, 200),
        resume=texte(25)[:300],
        **{
            champ: texte(60)
            for champ in ("contexte", "fait", "appris", "resultats", "echecs", "transposition")
        },
    )


def mesurer(client) -> dict[str, list[float]]:
    """Question → milliseconds of each answer."""
    durees: dict[str, list[float]] = {question: [] for question in QUESTIONS}
    for question in QUESTIONS:
        client.get(f"/retours/{question}")
    for _ in range(TOURS):
        for question in QUESTIONS:
            debut = time.perf_counter()
            client.get(f"/retours/{question}")
            durees[question].append(1000 * (time.perf_counter() - debut))
    return durees


def p95(durees: dict[str, list[float]]) -> float:
    return statistics.quantiles([d for liste in durees.values() for d in liste], n=20)[-1]


def juger(nombre: int) -> tuple[dict[str, list[float]], int]:
    """(milliseconds by question, most SQL queries) with that many retours; leaves nothing."""
    from django.db import transaction
    from django.test import Client

    from bench.__main__ import requetes

    with transaction.atomic():
        charger(nombre)
        client = Client()
        durees = mesurer(client)
        nombre_de_requetes = max(requetes(client, f"/retours/{q}") for q in QUESTIONS)
        transaction.set_rollback(True)
    return durees, nombre_de_requetes


def main() -> None:
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    from bench.base import base_de_mesure
    from communautes.territoires.importation import importer

    with base_de_mesure():
        importer()
        petit, requetes_petit = juger(PETIT)
        grand, requetes_grand = juger(GRAND)
    rapport = p95(grand) / p95(petit)
    print(
        f"{len(QUESTIONS)} questions, {TOURS} fois ; requêtes : {requetes_petit} / {requetes_grand}"
    )
    print(f"p95 à {PETIT} : {p95(petit):.1f} ms ; à {GRAND} : {p95(grand):.1f} ms")
    print(f"rapport {rapport:.2f} (seuil {SEUIL})")
    for nom, avec in (("sans mots", False), ("avec des mots", True)):
        un, autre = (
            p95({q: d for q, d in durees.items() if ("q=" in q) is avec})
            for durees in (petit, grand)
        )
        print(f"{nom} : {un:.1f} / {autre:.1f} ms, rapport {autre / un:.2f}")
    for question in sorted(QUESTIONS, key=lambda q: -statistics.median(grand[q]))[:12]:
        un, autre = statistics.median(petit[question]), statistics.median(grand[question])
        print(f"{un:8.1f} {autre:8.1f}  {question}")


if __name__ == "__main__":
    main()
