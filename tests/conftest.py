"""Fixtures for every test; each runs in a transaction, so the page tree stays as migrated."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Site

from home.models import AccueilPage
from tec_site import textes


def pytest_configure(config):
    textes.compiler()


@pytest.fixture(autouse=True)
def _comme_au_depart():
    """Neither the cache (rate limits) nor the language of one test may reach the next."""
    cache.clear()
    translation.activate("fr")


@pytest.fixture
def count_queries(db):
    """`count_queries(fonction, *args)`: number of SQL queries of one call, caches cleared first."""

    def compter(fonction, *args, **kwargs) -> int:
        cache.clear()
        Site.clear_site_root_paths_cache()
        with CaptureQueriesContext(connection) as requetes:
            fonction(*args, **kwargs)
        return len(requetes)

    return compter


@pytest.fixture
def accueil(db) -> AccueilPage:
    return AccueilPage.objects.get(locale__language_code="fr")
