"""Thousands of resources in seconds, for the measures; never imported by the product.

`add_child` costs 25 ms a page: rows are written in bulk with the paths that treebeard would give.
"""

import json
import random
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from home.demo.fiches import lire
from home.referentiels import NiveauParticipation, Strate, TypeCollectivite
from ressources.demo import DOSSIER
from ressources.models import (
    RessourceIndexPage,
    RessourcePage,
    RessourceTheme,
    ThemeIndexPage,
    ThemePage,
)
from ressources.referentiels import Nature
from search import services

THEMES = 8
PARAGRAPHES = 6


@transaction.atomic
def charger(nombre: int, *, graine: int = 2026) -> None:
    """`nombre` published resources under the French list, on eight themes, all indexed."""
    hasard = random.Random(graine)
    index = RessourceIndexPage.objects.get(locale__language_code="fr")
    themes = _themes()
    phrases, mots = _matiere()
    pages = _pages(index, nombre, hasard, mots)
    for page in pages:
        _ressource(page, hasard, phrases).save_base(raw=True, force_insert=True)
    RessourceTheme.objects.bulk_create(
        RessourceTheme(page_id=page.pk, theme=theme, sort_order=rang)
        for page in pages
        for rang, theme in enumerate(hasard.sample(themes, 2))
    )
    index.numchild += nombre
    index.save(update_fields=["numchild"], clean=False)
    services.reconstruire()
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE")  # what autovacuum does on a real site


def _themes() -> list[ThemePage]:
    parent = ThemeIndexPage.objects.get(locale__language_code="fr")
    return [
        parent.add_child(instance=ThemePage(title=f"Thème mesuré {rang}", enjeux="<p>Oui.</p>"))
        for rang in range(THEMES)
    ]


def _matiere() -> tuple[list[str], list[str]]:
    """Sentences and words of the demo's own texts."""
    textes = [
        bloc["texte"]
        for fiche in lire(DOSSIER / "ressources")
        for bloc in fiche["corps"]
        if bloc["bloc"] == "rich_text"
    ]
    mots = sorted(
        {mot.strip(".,;:()*").lower() for t in textes for mot in t.split() if len(mot) > 4}
    )
    return textes, mots


def _pages(index, nombre: int, hasard, mots: list[str]) -> list[Page]:
    type_de_contenu = ContentType.objects.get_for_model(RessourcePage)
    dernier = index.get_children().order_by("path").last()
    chemin = dernier.path if dernier else index.path + "0000"
    pages = []
    for rang in range(nombre):
        chemin = _suivant(chemin)
        titre = " ".join(hasard.sample(mots, 4)).capitalize()
        publie_le = timezone.now() - timedelta(days=hasard.randint(0, 900))
        pages.append(
            Page(
                title=titre,
                draft_title=titre,
                slug=f"mesure-{rang}",
                path=chemin,
                depth=index.depth + 1,
                url_path=f"{index.url_path}mesure-{rang}/",
                content_type=type_de_contenu,
                locale=index.locale,
                live=True,
                first_published_at=publie_le,
                last_published_at=publie_le,
            )
        )
    return Page.objects.bulk_create(pages)


def _suivant(chemin: str) -> str:
    pas = Page._int2str(Page._str2int(chemin[-Page.steplen :]) + 1)
    return chemin[: -Page.steplen] + pas.rjust(Page.steplen, "0")


def _ressource(page: Page, hasard, phrases: list[str]) -> RessourcePage:
    corps = [
        {"type": "rich_text", "value": f"<p>{texte}</p>"}
        for texte in hasard.sample(phrases, PARAGRAPHES)
    ]
    ressource = RessourcePage(
        page_ptr=page,
        resume=" ".join(hasard.choice(phrases).split()[:25]),
        nature=hasard.choice(Nature.values),
        niveaux=[hasard.choice(NiveauParticipation.values)],
        publics=[hasard.choice(TypeCollectivite.values)],
        strates=[hasard.choice(Strate.values)],
        body=json.dumps(corps),
        verifie_le=timezone.localdate() - timedelta(days=hasard.randint(0, 300)),
        a_revoir_le=timezone.localdate() + timedelta(days=200),
    )
    ressource.__dict__.update(
        {c.attname: getattr(page, c.attname) for c in Page._meta.concrete_fields}
    )
    return ressource
