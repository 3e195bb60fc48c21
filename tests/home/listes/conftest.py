import pytest
from django.test import Client

from tests.factories import ThemePageFactory, UserFactory

ROLES = ["Rédaction", "Relecture", "Administration"]


@pytest.fixture
def comme(db):
    """`comme(role)`: a client of its own, signed in; `.personne` is who it is."""

    def _comme(role: str | None) -> Client:
        client = Client()
        client.personne = UserFactory(groupe=role)
        client.force_login(client.personne)
        return client

    return _comme


@pytest.fixture
def theme(db):
    return ThemePageFactory(title="Partager l’eau")
