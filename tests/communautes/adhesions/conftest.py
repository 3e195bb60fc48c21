from datetime import timedelta

import pytest
from django.utils import timezone

from communautes.adhesions.models import CommunautePage
from tests.factories import AdhesionFactory, CommunautePageFactory, UserFactory


@pytest.fixture
def communaute(db):
    """Listed, and entered on request."""
    return CommunautePageFactory(
        title="Budgets participatifs", acces="demande", visibilite="listee"
    )


@pytest.fixture
def animatrice(communaute):
    """The person, whose adhésion is the only one that animates."""
    personne = UserFactory(first_name="Ana", last_name="Matrice")
    AdhesionFactory(communaute=communaute, personne=personne, anime=True)
    return personne


@pytest.fixture
def personne(db):
    return UserFactory(first_name="Ali", last_name="Benali")


@pytest.fixture
def anct(db):
    return UserFactory(first_name="Nadia", last_name="Nacte", groupe="Administration")


@pytest.fixture
def finissant(db):
    """`finissant(jours)`: a community, or this one, whose end is in so many days, or has passed."""

    def creer(jours: int, communaute=None) -> CommunautePage:
        communaute = communaute or CommunautePageFactory()
        fin = timezone.localdate() + timedelta(days=jours)
        CommunautePage.objects.filter(pk=communaute.pk).update(fin_prevue=fin)
        communaute.refresh_from_db()
        return communaute

    return creer
