"""The demo site: as much of it as promised, and nothing in it that leads nowhere."""

import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from home.demo.fiches import lire
from home.models import AccueilPage, ActualitePage
from ressources.demo import bureau
from ressources.models import Acteur, RessourcePage, ThemePage
from tests import referentiel
from tests.browser.lieux import LIEUX

RACINE = Path(__file__).parents[2]
RESSOURCES = RACINE / "ressources/demo"
FICHES = [
    *lire(RESSOURCES / "ressources"),
    *lire(RESSOURCES / "bureau"),
    *lire(RESSOURCES / "themes"),
    *lire(RACINE / "home/demo/actualites"),
    *lire(RACINE / "home/demo/contenus"),
]


def test_every_page_named_in_a_demo_file_is_in_the_demo():
    connus = {
        "ressource": {fiche["slug"] for fiche in lire(RESSOURCES / "ressources")},
        "theme": {fiche["slug"] for fiche in lire(RESSOURCES / "themes")},
    }
    inconnus = [
        (fiche["slug"], genre, slug)
        for fiche in FICHES
        for genre, slug in _pages_nommees(fiche)
        if slug not in connus[genre]
    ]
    assert inconnus == []


@pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: fiche["slug"])
def test_a_demo_file_that_names_the_form_of_contact_links_to_it(fiche):
    assert "formulaire de contact" not in str(fiche)


def _pages_nommees(fiche: dict):
    yield from re.findall(r"\((ressource|theme):([\w-]+)\)", str(fiche))
    for bloc in fiche.get("corps", []):
        yield from (("ressource", slug) for slug in bloc.get("ressources", []))
        if "theme" in bloc:
            yield "theme", bloc["theme"]
    yield from (("ressource", slug) for slug in fiche.get("voir_aussi", []))


# Most SQL queries of one page, by design (quality.md); renditions are cached beforehand.
BUDGETS = {"accueil": 12, "home": 12, "recherche": 8, "recherche-vide": 8}
BUDGETS |= dict.fromkeys(
    (
        "ressources",
        "ressources-filtrees",
        "resource",
        "themes",
        "actualites",
        "annuaire",
        "annuaire-filtre",
        "directory",
    ),
    12,
)
CONTENU = 10


@pytest.mark.django_db
def test_the_demo_site_is_as_large_as_promised_and_within_the_budgets(client, count_queries):
    referentiel.charger()
    call_command("demo", verbosity=0)
    call_command("rebuild_search", verbosity=0)
    francais, anglais = (
        {
            modele: modele.objects.live().filter(locale__language_code=code, alias_of=None).count()
            for modele in (AccueilPage, ActualitePage, RessourcePage, ThemePage)
        }
        for code in ("fr", "en")
    )
    assert francais[RessourcePage] >= 60
    assert francais[ThemePage] >= 8
    assert francais[ActualitePage] >= 12
    fictifs = Acteur.objects.visibles().filter(resume__startswith="Acteur fictif.")
    assert fictifs.count() == Acteur.objects.count() >= 30
    assert anglais[AccueilPage] == 1
    assert anglais[ThemePage] >= 2
    assert anglais[RessourcePage] >= 5
    depenses = {}
    pages = {page.slug: page.url for page in RessourcePage.objects.live().filter(alias_of=None)}
    for nom, adresse in (LIEUX | pages).items():
        if nom not in {"composants", "introuvable"}:
            assert client.get(adresse).status_code == 200, adresse
            depenses[nom] = count_queries(client.get, adresse, index_lu=True)
    assert {n: c for n, c in depenses.items() if c > BUDGETS.get(n, CONTENU)} == {}
    _something_waits_on_every_desk(client)


def _something_waits_on_every_desk(client):
    bureau.charger()  # a second load adds nothing
    assert RessourcePage.objects.filter(slug="voeux-du-conseil").count() == 1
    for role, attendus in (
        (
            "redaction",
            ["2\u00a0ressources", "Sera publié dans les sept", "Expire dans les"],
        ),
        ("relecture", ["À relire", "2\u00a0ressources"]),
    ):
        client.force_login(get_user_model().objects.get(email=f"{role}@demo.example.org"))
        page = client.get("/admin/").content.decode()
        assert [mots for mots in attendus if mots not in page] == []
