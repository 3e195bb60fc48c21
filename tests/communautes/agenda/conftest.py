from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    UserFactory,
)


@pytest.fixture
def communaute(db):
    """Listed: what members say is theirs."""
    return CommunautePageFactory(title="Budgets participatifs", visibilite="listee")


@pytest.fixture
def animatrice(communaute):
    personne = UserFactory(first_name="Ana", last_name="Matrice")
    AdhesionFactory(communaute=communaute, personne=personne, anime=True)
    return personne


@pytest.fixture
def membre(communaute):
    personne = UserFactory(first_name="Ali", last_name="Benali")
    AdhesionFactory(communaute=communaute, personne=personne)
    return personne


@pytest.fixture
def personne(db):
    return UserFactory(first_name="Zoé", last_name="Zola")


@pytest.fixture
def anct(db):
    return UserFactory(first_name="Nadia", last_name="Nacte", groupe="Administration")


@pytest.fixture
def donnees():
    """`donnees(**change)`: what the form gives to the services."""

    def faire(**change) -> dict:
        debut = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=12)
        return {
            "titre": "Compter les voix",
            "texte": "Trois méthodes.",
            "debut": debut,
            "fin": debut + timedelta(hours=2),
            "fuseau": "Europe/Paris",
            "lieu": "Mairie de Vernon",
            "lien": "",
            "inscription": "libre",
            "capacite": None,
            "audience": "tous",
        } | change

    return faire
