"""« Vous agissez au nom de … »: the switch never takes away what a page is alone to show."""

import pytest
from django.urls import reverse

from communautes.comptes.affiliations.models import Niveau
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def de_deux(client):
    personne = UserFactory(first_name="Jeanne", last_name="Lefèvre")
    for nom in ("Bourg", "Plaine"):
        AffiliationFactory(
            personne=personne,
            collectivite=CollectiviteFactory(nom=nom),
            niveau=Niveau.CONFIRMEE,
            role="referent",
        )
    client.force_login(personne)
    return personne


def test_a_page_that_is_read_has_the_switch(client, de_deux):
    assert reverse("affiliations:choisir") in client.get(reverse("affiliations:mon_compte")).text


def test_the_answer_to_a_form_only_says_for_whom(client, de_deux):
    """There, going elsewhere would lose what was typed, and come back by GET where none answers."""
    page = client.post(reverse("affiliations:rejoindre"), {"collectivite": "nulle part"})
    assert page.status_code == 422 and "Vous agissez au nom de" in page.text
    assert reverse("affiliations:choisir") not in page.text
