"""F5, a second tab, « back »: what was scanned serves, what is shown once is shown again."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tests.communautes.comptes.test_second_facteur import code_de
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_same_key_until_it_serves(client):
    client.force_login(UserFactory())
    url = reverse("second_facteur_application")
    cles = {re.search(r"tec-secret\">(\w+)<", client.get(url).text)[1] for _fois in range(3)}
    [secret] = cles
    assert "Vos codes de secours" in client.post(url, {"code": code_de(secret)}, follow=True).text
    assert "déjà enregistrée" in client.get(url, follow=True).text


def test_the_codes_are_read_again_then_no_more(client):
    client.force_login(UserFactory())
    url = reverse("second_facteur_application")
    secret = re.search(r"tec-secret\">(\w+)<", client.get(url).text)[1]
    client.post(url, {"code": code_de(secret)})
    codes = reverse("second_facteur_codes")
    lus = [re.findall(r"<code>(\d{8})</code>", client.get(codes).text) for _fois in range(2)]
    assert lus[0] == lus[1] and len(lus[0]) == 10
    fichier = client.get(reverse("second_facteur_fichier"))
    assert "attachment" in fichier["Content-Disposition"] and lus[0][9] in fichier.text
    client.post(reverse("second_facteur_gardes"))
    for adresse in (codes, reverse("second_facteur_fichier")):
        assert client.get(adresse).url == reverse("second_facteur")


def test_nor_after_ten_minutes(client):
    client.force_login(UserFactory())
    url = reverse("second_facteur_application")
    secret = re.search(r"tec-secret\">(\w+)<", client.get(url).text)[1]
    client.post(url, {"code": code_de(secret)})
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert client.get(reverse("second_facteur_codes")).status_code == 302
