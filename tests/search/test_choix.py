"""Wagtail's choosers: the beginning of a word is enough, with or without its accents."""

import importlib

import pytest
from django.db import connection
from django.urls import reverse
from wagtail.models import Collection
from wagtail.search.models import IndexEntry

from tests.factories import ActeurFactory, ImageFactory, RessourcePageFactory, UserFactory

MIGRATION = importlib.import_module("search.migrations.0005_debuts_sans_accents")


@pytest.fixture
def redaction(client, db):
    client.force_login(UserFactory(groupe="Rédaction"))
    return client


@pytest.fixture
def valider(django_capture_on_commit_callbacks):
    """Indexing comes after the commit."""

    def _valider(fonction, **champs):
        with django_capture_on_commit_callbacks(execute=True):
            return fonction(**champs)

    return _valider


@pytest.mark.parametrize("typed", ["mobilite", "Mobilité", "MOBI", "ecole", "l'École"])
def test_finds_whatever_the_accents(redaction, valider, typed):
    valider(RessourcePageFactory, title="Mobilité autour de l’école")
    valider(RessourcePageFactory, title="Budget")
    html = redaction.get(reverse("wagtailadmin_choose_page_search"), {"q": typed}).content.decode()
    assert "Mobilité autour" in html and "Budget" not in html


def test_what_is_no_page_too(redaction, valider):
    nom = "Fête à Évry"
    valider(ImageFactory, title=nom, collection=Collection.get_first_root_node())
    valider(ActeurFactory, nom=nom)
    for choix in ("wagtailimages_chooser", "wagtailsnippetchoosers_ressources_acteur"):
        reponse = redaction.get(reverse(f"{choix}:choose_results"), {"q": "evr"})
        assert nom in reponse.content.decode(), choix


def test_what_was_indexed_before_is_found(redaction, valider):
    page = valider(RessourcePageFactory, title="Mobilité d’été à Sète")
    ligne = IndexEntry.objects.get(object_id=str(page.pk), content_type=page.content_type)
    with connection.cursor() as curseur:
        curseur.execute(
            "UPDATE wagtailsearch_indexentry SET autocomplete = "
            "setweight(to_tsvector('simple', %s), 'A') WHERE id = %s",
            [r"Mobilité d’été à Sète l''éclair \ été", ligne.pk],
        )
        curseur.execute(MIGRATION.REECRIRE)
    ligne.refresh_from_db()
    assert "'mobilite':1A" in ligne.autocomplete and "é" not in ligne.autocomplete
    html = redaction.get(reverse("wagtailadmin_choose_page_search"), {"q": "sete"}).content.decode()
    assert "Mobilité d’été" in html
