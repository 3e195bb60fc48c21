"""Fixtures for every test; each runs in a transaction, so the page tree stays as migrated."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed
from wagtail.models import Site

from communautes.notifications.services import livrer_ce_qui_est_du
from home.models import AccueilPage
from search.moteurs import trames
from tec_site import textes
from tests import pannes


def pytest_configure(config):
    for catalogue in textes.compiler():  # others may have been read before it was written
        translation_file_changed(None, catalogue)


@pytest.fixture(autouse=True)
def _comme_au_depart():
    """Neither the cache (rate limits) nor the language of one test may reach the next."""
    cache.clear()
    translation.activate("fr")


@pytest.fixture(autouse=True)
def _aucune_tache_en_echec(caplog):
    """A task that fails is only logged, and may have cost the whole transaction: say it."""
    yield
    echecs = [r for r in caplog.get_records("call") if r.name.startswith("django_tasks")]
    assert not [r.getMessage() for r in echecs if r.levelname == "ERROR"]


@pytest.fixture(autouse=True)
def _boite_d_envoi(settings):
    """Django's test runner puts its own backend; the portal's mails go through the outbox."""
    settings.EMAIL_BACKEND = "communautes.notifications.boite.BoiteDEnvoi"


@pytest.fixture
def cache_en_panne(settings):
    """django-redis with nobody at the other end."""
    settings.CACHES = {"default": {"BACKEND": pannes.CACHE, "LOCATION": ""}}


@pytest.fixture
def relever(db):
    """`relever()`: what is due leaves the outbox; the mails that left since the test began."""

    def _relever() -> list:
        livrer_ce_qui_est_du()
        return mail.outbox

    return _relever


@pytest.fixture
def count_queries(db):
    """`count_queries(fonction, *args)`: SQL queries of one call, caches cleared first.

    The index in memory is one of them, whatever ran before in this process; `index_lu=True`
    keeps it as the last search left it, as for most visitors.
    Only Wagtail's table of root pages is warm: it is read once for good by each process.
    """

    def compter(fonction, *args, index_lu=False, **kwargs) -> int:
        cache.clear()
        if not index_lu:
            trames.oublier()
        Site.get_site_root_paths()
        ContentType.objects.get_for_models(*apps.get_models())
        with CaptureQueriesContext(connection) as requetes:
            fonction(*args, **kwargs)
        return len(requetes)

    return compter


@pytest.fixture
def accueil(db) -> AccueilPage:
    return AccueilPage.objects.get(locale__language_code="fr")
