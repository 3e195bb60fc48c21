"""The address of an absorbed account opens the other one, until its owner or ANCT says no."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from communautes.comptes.models import User
from communautes.comptes.reunion.services import reunir
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
AUTRE = "autre@x.example.org"


@pytest.fixture
def par():
    return UserFactory(groupe="Administration", last_name="Zoé")


@pytest.fixture
def garde(par):
    personne = UserFactory(email="garde@x.example.org", first_name="Camille", last_name="Duprez")
    absorbe = UserFactory(email=AUTRE, first_name="Camille", last_name="Duprez")
    reunir(personne, absorbe, par=par, motif="Vu au téléphone")
    personne.refresh_from_db()
    return personne


def test_its_owner_removes_it(client, garde):
    assert User.objects.de_l_adresse(AUTRE) == garde
    client.force_login(garde)
    assert f"Ne plus entrer par {AUTRE}" in client.get(reverse("donnees:mes_donnees")).text
    client.post(reverse("donnees:retirer_adresse"), {"adresse": AUTRE})
    assert User.objects.de_l_adresse(AUTRE) is None
    assert User.objects.de_l_adresse(garde.email) == garde


def test_nobody_removes_another_s(client, garde):
    client.force_login(UserFactory())
    client.post(reverse("donnees:retirer_adresse"), {"adresse": AUTRE})
    assert User.objects.de_l_adresse(AUTRE) == garde


def test_a_change_of_address_by_anct_takes_them_all(client, garde, par):
    client.force_login(par)
    envoi = {"nouvelle": "neuve@x.example.org", "motif": "Boîte fermée"}
    client.post(reverse("personnes_adresse", args=[garde.pk]), envoi)
    assert User.objects.de_l_adresse("neuve@x.example.org") == garde
    assert User.objects.de_l_adresse(AUTRE) is None and not EmailAddress.objects.exists()
