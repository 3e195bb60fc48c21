import pytest
from django.test import Client
from wagtail.models import Collection

from home.models import SiteDocument, SiteImage
from tests.factories import UserFactory
from tests.home.medias import contenus


@pytest.fixture(autouse=True)
def _medias_a_part(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def racine(db) -> Collection:
    return Collection.get_first_root_node()


@pytest.fixture
def comme(db):
    """`comme("Rédaction")`: a client signed in as this role; None: an account without role."""

    def _comme(role):
        client = Client()
        client.personne = UserFactory(groupe=role)
        client.force_login(client.personne)
        return client

    return _comme


@pytest.fixture
def image(racine):
    """`image(title="Plan", …)`, in the root collection."""

    def creer(octets=None, nom="a.png", **champs):
        fichier = contenus.depose(nom, octets or contenus.image())
        return SiteImage.objects.create(**{"title": "Plan", "file": fichier} | champs)

    return creer


@pytest.fixture
def document(racine):
    def creer(octets=contenus.PDF, nom="a.pdf", **champs):
        fichier = contenus.depose(nom, octets)
        return SiteDocument.objects.create(**{"title": "Note", "file": fichier} | champs)

    return creer
