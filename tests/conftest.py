"""Fixtures for every test; each runs in a transaction, so the page tree stays as migrated."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from home.models import AccueilPage


@pytest.fixture(autouse=True)
def _cache_vide():
    """Rate limits and cached fragments of one test must not reach the next."""
    cache.clear()


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
