"""The demo's communities: alive, animated, and the demo's agent has something to answer."""

import pytest
from django.urls import reverse

from communautes.adhesions import demo
from communautes.adhesions.models import Adhesion, CommunautePage, Invitation, Vie
from communautes.comptes import demo as comptes
from communautes.comptes.models import User
from home.demo.fiches import lire
from tests.factories import ThemePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chargee():
    comptes.charger()
    for slug in sorted({theme for fiche in lire(demo.DOSSIER) for theme in fiche["themes"]}):
        ThemePageFactory(slug=slug)
    demo.charger()


def test_loaded_again_it_changes_nobody_s_place():
    avant = set(Adhesion.objects.values_list("communaute", "personne", "statut", "role"))
    demo.charger()
    assert set(Adhesion.objects.values_list("communaute", "personne", "statut", "role")) == avant


def test_six_of_them_live_and_are_animated():
    assert CommunautePage.objects.sources().count() == 7
    assert Vie.objects.vivantes().count() == 6
    assert not Vie.objects.sans_animation().exists()


def test_the_one_that_is_over_left_what_it_learnt(client):
    vie = Vie.objects.get(etat=Vie.Etat.ARCHIVEE)
    page = client.get(vie.communaute.url).text
    assert "Ce qui n’a pas tenu" in page and "Archivée" in page


def test_the_agent_is_invited_once(client):
    agent = User.objects.get(email=demo.AGENT)
    demo.charger()
    [invitation] = Invitation.objects.all()
    client.force_login(agent)
    page = client.get(invitation.communaute.url).text
    assert "Une invitation vous attend" in page and "épicerie" in invitation.message


def test_the_agent_animates_asks_and_is_asked(client):
    agent = User.objects.get(email=demo.AGENT)
    siennes = Adhesion.objects.filter(personne=agent)
    assert siennes.filter(role="animateur").count() == 2 and siennes.demandees().count() == 1
    client.force_login(agent)
    ombre = CommunautePage.objects.sources().get(slug="cours-d-ecole-et-places-a-l-ombre")
    page = client.get(reverse("adhesions:animation", args=[ombre.slug])).text
    for message in ("Trois cours à refaire", "associé les agents d’entretien"):
        assert message in page
