"""French typography: no-break spaces before : ; ? ! % € » and after «, and within numbers."""

import html
import re
import tomllib
from pathlib import Path

import pytest

from tec_site import textes
from tests.factories import ActualitePageFactory, RessourcePageFactory, ThemePageFactory

RACINE = Path(__file__).parents[2]
FAUTE = re.compile(r"\S? (?:[:;?!»€]|%%?(?!\())(?!\w)|« |(?<![\d,.-])\d{1,3} \d{3}(?!\d)")
# What models declare stands in migrations too, which are frozen.
DECLARE = re.compile(r"/models/|/models\.py|/referentiels\.py")
FICHES = [
    fiche
    for dossier in ("home/demo", "ressources/demo")
    for fiche in sorted((RACINE / dossier).rglob("*.toml"))
    if not fiche.name.endswith(".en.toml")
]
ADRESSES = [
    "/",
    "/ressources/",
    "/ressources/?nature=guide&q=eau",
    "/themes/",
    "/actualites/",
    "/plan-du-site/",
    "/recherche/?q=zyxwv",
    "/contact/",
    "/connexion/",
    "/accessibilite/",
    "/nulle-part/",
]


def fautes(texte: str) -> list[str]:
    return [texte[max(0, m.start() - 20) : m.end() + 10] for m in FAUTE.finditer(texte)]


def lisible(page: str) -> str:
    """What a reader reads of a page: elements apart, French only."""
    page = re.sub(r"<(script|style|svg|code)\b.*?</\1>", "\n", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", page))


@pytest.mark.parametrize(
    ("texte", "juste"),
    [
        ("Une question ?", False),
        ("Une question\xa0?", True),
        ("« mot\xa0»", False),
        ("à 100 %% du prix", False),
        ("%(a)s %(b)s", True),
        ("5 000 signes", False),
        ("le 4 décembre 2026, 18\xa0h", True),
    ],
)
def test_what_a_fault_is(texte, juste):
    assert (fautes(texte) == []) is juste


def test_texts_of_the_interface():
    fautifs = [
        faute
        for message in textes.extraire()
        if not all(DECLARE.search(f"/{lieu}") for lieu, _ligne in message.locations)
        for texte in (message.id if isinstance(message.id, tuple) else (message.id,))
        for faute in fautes(texte)
    ]
    assert fautifs == []


@pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: fiche.stem)
def test_contents_of_the_demo(fiche):
    assert fautes(str(tomllib.loads(fiche.read_text(encoding="utf-8"))).replace("': ", "'")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("adresse", ADRESSES)
def test_pages(client, accueil, adresse):
    for fabrique in (ActualitePageFactory, RessourcePageFactory, ThemePageFactory):
        fabrique()
    assert fautes(lisible(client.get(adresse).content.decode())) == []


@pytest.mark.django_db
def test_a_form_with_errors(client, accueil):
    assert fautes(lisible(client.post("/agir/contact/", {}).content.decode())) == []
