"""The demo's people work somewhere, once there are collectivités."""

import pytest

from communautes.comptes import demo as comptes
from communautes.comptes.affiliations import demo
from communautes.comptes.affiliations.models import Affiliation, Contestation
from communautes.comptes.demo import COMPTES
from communautes.comptes.models import User
from communautes.comptes.reunion.suggestions import suggerer
from communautes.journal.models import Entree
from tests.factories import CollectiviteFactory

pytestmark = pytest.mark.django_db
SIRENS = {demo.COMMUNE: "215405473", demo.EPCI: "245400676", demo.CONTESTEE: "215405283"}


@pytest.fixture(autouse=True)
def comptes_de_demonstration():
    comptes.charger()


@pytest.fixture
def chargee():
    for (type_, code), siren in SIRENS.items():
        CollectiviteFactory(type=type_, code=code, siren=siren)
    demo.charger()


def celles_de(email: str) -> list[tuple[str, str, str]]:
    siennes = Affiliation.objects.filter(personne__email=email).order_by("pk")
    return [(a.collectivite.code, str(a.statut), str(a.role)) for a in siennes]


def test_nothing_without_the_referential():
    demo.charger()
    assert not Affiliation.objects.exists()


def test_once(chargee):
    ecrites = Entree.objects.count(), Affiliation.objects.count(), User.objects.count()
    demo.charger()
    assert (Entree.objects.count(), Affiliation.objects.count(), User.objects.count()) == ecrites
    agent = User.objects.get(email=demo.AGENT)
    assert [a.role for a in agent.affiliations.actives()] == ["referent"]
    assert Affiliation.objects.demandes().count() == 5
    assert Affiliation.objects.get(habilite_a_engager=True).fonction == "elu"


def test_a_demo_that_was_there_before_has_the_contested_place_too(chargee):
    """Loaded again by the release that brings it; nothing else is done twice."""
    toul = Affiliation.objects.filter(collectivite__code=demo.CONTESTEE[1])
    Contestation.objects.filter(contestee__in=toul).delete()
    siennes = Affiliation.objects.filter(personne__email__in=[demo.PROVISOIRE, demo.MEMBRE])
    siennes.delete()
    toul.delete()
    demo.charger()
    assert len(celles_de(demo.MEMBRE)) == 4 and len(celles_de(demo.AGENT)) == 2


def test_the_accounts_of_the_door_show_a_contested_provisional_place(chargee):
    toul, vandoeuvre, nancy = demo.CONTESTEE[1], demo.COMMUNE[1], demo.EPCI[1]
    assert celles_de(demo.PROVISOIRE) == [(toul, "active", "provisoire")]
    assert celles_de(demo.MEMBRE) == [
        (toul, "active", "membre"),
        (vandoeuvre, "terminee", "membre"),
        (nancy, "refusee", "membre"),
        (nancy, "demandee", "membre"),
    ]
    closes = Affiliation.objects.decidees_contre()
    assert closes.count() == 2 and all(a.motif and a.empreintes for a in closes)
    place = Contestation.objects.get(nature=Contestation.Nature.PLACE)
    assert place.contestee.personne.email == demo.PROVISOIRE
    assert place.par.personne.email == demo.MEMBRE and place.par.est_confirmee


def test_anct_has_a_report_to_settle_at_once(chargee):
    [signalement] = Contestation.objects.pour_l_anct()
    assert signalement.contestee.personne.email == demo.AGENT


def test_each_account_of_the_door_without_a_group_works_somewhere(chargee):
    for compte in COMPTES:
        siennes = Affiliation.objects.actives().filter(personne__email=compte.email)
        assert siennes.exists() == (compte.groupe is None), compte.email


def test_somebody_has_two_accounts_to_bring_together(chargee):
    double = User.objects.get(email=demo.ADRESSE_EN_DOUBLE)
    [(autre, raison)] = suggerer(double)
    assert autre.affiliations.exists() and raison == "même nom"
