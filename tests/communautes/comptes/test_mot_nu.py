"""An address to come back to that is no path: ignored, never an error."""

import pytest
from django.urls import reverse

from tests.factories import AffiliationFactory, UserFactory

pytestmark = pytest.mark.django_db
SUITES = ["abc", "javascript%3Aalert(1)", "connexion", "http:///x"]


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("nom", ["qui_est_la", "se_presenter"])
def test_in_next(client, nom, suite):
    client.force_login(UserFactory(first_name="J", last_name="L"))
    assert client.get(reverse(nom), {"next": suite}).url == "/"


@pytest.mark.parametrize("suite", SUITES)
def test_of_the_switch(client, suite):
    affiliation = AffiliationFactory()
    client.force_login(affiliation.personne)
    envoi = {"affiliation": affiliation.pk, "suite": suite}
    assert client.post(reverse("affiliations:choisir"), envoi).url == "/mon-compte/"
