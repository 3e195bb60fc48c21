"""« La mienne n’y est pas »: a short form becomes a message to the team, once, never a robot’s."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from home.contact.robots import LIMITE, nouveau_jeton
from home.models import MessageRecu

pytestmark = pytest.mark.django_db


def jeton_ancien() -> str:
    with time_machine.travel(timezone.now() - timedelta(seconds=30), tick=False):
        return nouveau_jeton()


@pytest.fixture
def donnees():
    return {
        "nom": "Val-Neuf",
        "departement": "01",
        "email": "agent@commune.example.org",
        "jeton": jeton_ancien(),
        "site_web": "",
    }


@pytest.fixture
def envoyer(client, django_capture_on_commit_callbacks):
    def _envoyer(donnees):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse("territoires:signaler_absente"), donnees)

    return _envoyer


def test_the_picker_leads_to_it(client):
    assert "/collectivites/absente/" in client.get("/collectivites/").text
    assert "Signaler son absence" in client.get("/collectivites/absente/").text


def test_the_team_is_told_and_the_sender_has_a_reference(client, envoyer, donnees):
    response = envoyer(donnees)
    message = MessageRecu.objects.get()
    assert response.url == reverse("contact_merci", args=[message.reference])
    equipe, accuse = mail.outbox
    assert "Val-Neuf, Ain (01)" in equipe.body
    assert equipe.reply_to == accuse.to == [donnees["email"]]
    assert "Val-Neuf" not in accuse.body


def test_sent_twice_it_is_one_message(envoyer, donnees):
    envoyer(donnees)
    envoyer(donnees)
    assert MessageRecu.objects.count() == 1


@pytest.mark.parametrize("champ", ["nom", "departement", "email"])
def test_what_is_missing_is_said_and_the_rest_kept(envoyer, donnees, champ):
    response = envoyer(donnees | {champ: ""})
    assert response.status_code == 422 and not mail.outbox
    if champ != "nom":
        assert 'value="Val-Neuf"' in response.text


def test_a_robot(envoyer, donnees):
    assert envoyer(donnees | {"site_web": "http://x.example.org"}).status_code == 422
    assert not MessageRecu.objects.exists()


def test_so_many_from_one_address(envoyer, donnees):
    statuts = [envoyer(donnees | {"jeton": jeton_ancien()}).status_code for _ in range(LIMITE + 1)]
    assert statuts == [302] * LIMITE + [422]


def test_its_address_typed(client):
    response = client.get(reverse("territoires:signaler_absente"))
    assert response.url == "/collectivites/absente/"
