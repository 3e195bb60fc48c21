"""Of two who write in the same meeting, neither undoes the other without a word."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from communautes.agenda import services
from communautes.agenda.models import CompteRendu, DecisionDeRencontre
from tests.factories import AdhesionFactory, RencontreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def autre(communaute):
    return AdhesionFactory(communaute=communaute, anime=True).personne


def saisie(page: BeautifulSoup) -> dict:
    """What a browser would send of the form."""
    form = page.find("form", {"method": "post", "novalidate": True})
    envoi = {}
    for champ in form.find_all(["input", "textarea", "select"]):
        nom, sorte = champ.get("name"), champ.get("type")
        if not nom or (sorte in {"radio", "checkbox"} and not champ.has_attr("checked")):
            continue
        if champ.name == "select":
            choisie = champ.find("option", selected=True) or champ.find("option")
            envoi[nom] = choisie["value"]
        else:
            envoi[nom] = champ.text.strip() if champ.name == "textarea" else champ.get("value", "")
    return envoi


def lire(client, ou) -> dict:
    return saisie(BeautifulSoup(client.get(ou).content, "html.parser"))


def test_a_meeting(client, animatrice, autre, communaute, donnees):
    rencontre = services.creer(communaute, donnees(), par=animatrice)
    ou = reverse("agenda:modifier", args=[rencontre.pk])
    client.force_login(animatrice)
    envoi = lire(client, ou) | {"lieu": "Gare"}
    client.force_login(autre)
    client.post(ou, lire(client, ou) | {"texte": "Un programme récrit."})
    client.force_login(animatrice)
    refus = client.post(ou, envoi)
    assert refus.status_code == 422 and "pendant que vous écriviez" in refus.text
    rencontre.refresh_from_db()
    assert (rencontre.texte, rencontre.lieu) == ("Un programme récrit.", "Mairie de Vernon")
    rendu = saisie(BeautifulSoup(refus.content, "html.parser"))
    assert rendu["lieu"] == "Gare"
    assert client.post(ou, rendu).status_code == 302  # knowing what it replaces
    rencontre.refresh_from_db()
    assert rencontre.lieu == "Gare"


def test_minutes_and_decisions(client, animatrice, autre, communaute):
    rencontre = RencontreFactory(communaute=communaute, passee=True)
    ou = reverse("agenda:compte_rendu", args=[rencontre.pk])
    client.force_login(animatrice)
    envoi = lire(client, ou) | {"texte": "Le mien."}
    client.force_login(autre)
    sien = lire(client, ou) | {"texte": "Le sien.", "decisions-0-texte": "Écrire au maire"}
    assert client.post(ou, sien | {"decisions-0-porteur_dit": "La mairie"}).status_code == 302
    client.force_login(animatrice)
    refus = client.post(ou, envoi)
    assert refus.status_code == 422 and "pendant que vous écriviez" in refus.text
    assert CompteRendu.objects.get().texte == "Le sien."
    rendu = saisie(BeautifulSoup(refus.content, "html.parser"))
    assert rendu["texte"] == "Le mien." and client.post(ou, rendu).status_code == 302
    assert CompteRendu.objects.get().texte == "Le mien."
    assert DecisionDeRencontre.objects.get().texte == "Écrire au maire"
