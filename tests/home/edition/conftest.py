import pytest

from ressources.models import RessourceIndexPage
from tests.factories import UserFactory

ROLES = ("Rédaction", "Relecture", "Administration")


@pytest.fixture
def comme(client, db):
    """`comme("Rédaction")`: the client, signed in with that role (None: an account without)."""

    def _comme(role, **champs):
        client.force_login(UserFactory(groupe=role, **champs))
        return client

    return _comme


@pytest.fixture
def redaction(comme):
    return comme("Rédaction")


@pytest.fixture
def index(db):
    return RessourceIndexPage.objects.get(locale__language_code="fr")


@pytest.fixture
def valider(db, django_capture_on_commit_callbacks):
    """`valider(f, …)`: run, and what it leaves for after the commit."""

    def _valider(fonction, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return fonction(*args, **kwargs)

    return _valider
