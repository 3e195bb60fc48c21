"""The demo's agent acts for somebody, once there are collectivités."""

import pytest

from communautes.comptes import demo as comptes
from communautes.comptes.affiliations import demo
from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.models import User
from communautes.comptes.reunion.suggestions import suggerer
from tests.factories import CollectiviteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def comptes_de_demonstration():
    comptes.charger()


def test_nothing_without_the_referential():
    demo.charger()
    assert not Affiliation.objects.exists()


def test_once():
    for (type_, code), siren in ((demo.COMMUNE, "215405473"), (demo.EPCI, demo.EPCI[1])):
        CollectiviteFactory(type=type_, code=code, siren=siren)
    for _ in range(2):
        demo.charger()
    agent = User.objects.get(email=demo.AGENT)
    assert [a.role for a in agent.affiliations.actives()] == ["referent"]
    assert Affiliation.objects.demandes().count() == 3 and Affiliation.objects.count() == 6
    assert Affiliation.objects.get(habilite_a_engager=True).fonction == "elu"


def test_somebody_has_two_accounts_to_bring_together():
    for (type_, code), siren in ((demo.COMMUNE, "215405473"), (demo.EPCI, demo.EPCI[1])):
        CollectiviteFactory(type=type_, code=code, siren=siren)
    demo.charger()
    double = User.objects.get(email=demo.ADRESSE_EN_DOUBLE)
    [(autre, raison)] = suggerer(double)
    assert autre.affiliations.exists() and raison == "même nom"
