import pytest

from tests.factories import CollectiviteFactory, UserFactory


@pytest.fixture
def commune():
    return CollectiviteFactory(nom="Bourg", emails_officiels=["mairie@bourg.example.org"])


@pytest.fixture
def personne():
    return UserFactory(first_name="Jeanne", last_name="Lefèvre")


@pytest.fixture
def anct():
    return UserFactory(groupe="Administration")
