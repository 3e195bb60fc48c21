"""What is mailed at once to all who come is bounded: by meeting, by community, by day."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from communautes.agenda import services
from communautes.agenda.models import Deplacement, Rencontre
from communautes.agenda.refus import RencontreRefusee
from communautes.agenda.services.comptes_rendus import DECISIONS_PAR_JOUR
from communautes.agenda.services.planifier import (
    ANNONCES,
    DEPLACEMENTS,
    DEPLACEMENTS_DE_LA_COMMUNAUTE,
)
from communautes.notifications.models import Notification
from communautes.notifications.services import choisir
from tests.factories import AdhesionFactory, ParticipationFactory, RencontreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def annoncer(communaute, animatrice, donnees):
    def faire() -> Rencontre:
        rencontre = services.creer(communaute, donnees(), par=animatrice)
        return services.annoncer(rencontre, par=animatrice)

    return faire


@pytest.fixture
def deplacer(animatrice, donnees):
    def faire(rencontre, lieu: str):
        return services.modifier(rencontre, donnees(lieu=lieu), par=animatrice)

    return faire


def test_one_meeting_is_not_moved_for_ever(annoncer, deplacer, membre, anct, donnees):
    rencontre = annoncer()
    services.inscrire(rencontre, par=membre)
    for n in range(DEPLACEMENTS):
        deplacer(rencontre, f"Salle {n}")
    with pytest.raises(RencontreRefusee, match="six fois"):
        deplacer(rencontre, "Encore une autre")
    assert Deplacement.objects.count() == DEPLACEMENTS
    assert Rencontre.objects.get().lieu == f"Salle {DEPLACEMENTS - 1}"
    services.modifier(rencontre, donnees(lieu="Salle vérifiée"), par=anct)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        deplacer(rencontre, "Le lendemain")


def test_where_nobody_comes_one_may_put_right(annoncer, deplacer):
    rencontre = annoncer()
    for n in range(DEPLACEMENTS + 1):
        deplacer(rencontre, f"Salle {n}")
    assert Rencontre.objects.get().lieu == f"Salle {DEPLACEMENTS}"


def test_decisions_given_to_others_are_counted(communaute, animatrice, membre):
    rencontre = RencontreFactory(communaute=communaute, passee=True)
    dite = {"decision": None, "texte": "Écrire", "porteur": membre, "porteur_dit": "",
            "echeance": None}  # fmt: skip
    services.ecrire_compte_rendu(rencontre, "Vu.", [dite] * DECISIONS_PAR_JOUR, par=animatrice)
    with pytest.raises(RencontreRefusee, match="soixante"):
        services.ecrire_compte_rendu(rencontre, "Vu.", [dite], par=animatrice)
    assert Notification.objects.filter(personne=membre).count() == DECISIONS_PAR_JOUR


def test_what_is_not_told_is_not_counted(annoncer, animatrice, donnees):
    rencontre = annoncer()
    for n in range(DEPLACEMENTS + 2):
        services.modifier(rencontre, donnees(texte=f"Programme {n}"), par=animatrice)
    assert not Deplacement.objects.exists()


def test_nor_all_those_of_a_community(communaute, deplacer):
    def venue():
        return ParticipationFactory(rencontre=RencontreFactory(communaute=communaute)).rencontre

    for n in range(DEPLACEMENTS_DE_LA_COMMUNAUTE):
        deplacer(venue(), f"Salle {n}")
    with pytest.raises(RencontreRefusee, match="vingt fois"):
        deplacer(venue(), "Encore une")


def test_nor_announced_to_be_cancelled(annoncer):
    for _n in range(ANNONCES):
        annoncer()
    with pytest.raises(RencontreRefusee, match="le brouillon est gardé"):
        annoncer()
    assert Rencontre.objects.filter(etat="annoncee").count() == ANNONCES


def test_two_who_change_it_at_once_undo_nothing(client, annoncer, animatrice, communaute):
    rencontre = annoncer()
    autre = AdhesionFactory(communaute=communaute, anime=True).personne
    ou = reverse("agenda:modifier", args=[rencontre.pk])
    client.force_login(animatrice)
    page = BeautifulSoup(client.get(ou).content, "html.parser")
    envoi = saisie(page) | {"lieu": "Gare"}
    client.force_login(autre)
    page = BeautifulSoup(client.get(ou).content, "html.parser")
    client.post(ou, saisie(page) | {"texte": "Un programme récrit."})
    client.force_login(animatrice)
    refus = client.post(ou, envoi)
    assert refus.status_code == 422 and "pendant que vous écriviez" in refus.text
    rencontre.refresh_from_db()
    assert (rencontre.texte, rencontre.lieu) == ("Un programme récrit.", "Mairie de Vernon")
    rendu = BeautifulSoup(refus.content, "html.parser")
    assert saisie(rendu)["lieu"] == "Gare"
    assert client.post(ou, saisie(rendu)).status_code == 302  # knowing what it replaces
    rencontre.refresh_from_db()
    assert rencontre.lieu == "Gare"


def test_before_moving_one_reads_how_many_hear_of_it(client, annoncer, animatrice, membre):
    rencontre = annoncer()
    services.inscrire(rencontre, par=membre)
    client.force_login(animatrice)
    ou = reverse("agenda:modifier", args=[rencontre.pk])
    assert "ne préviendra personne" not in client.get(ou).text
    choisir(membre, {"agenda.deplacee": "rien"})
    assert "ne préviendra personne" in client.get(ou).text


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


def test_before_announcing_one_reads_how_many_hear_of_it(
    client, communaute, animatrice, membre, donnees
):
    rencontre = services.creer(communaute, donnees(), par=animatrice)
    client.force_login(animatrice)
    page = client.get(rencontre.get_absolute_url()).text
    assert (
        "Cette publication préviendra 1\u00a0personne." in page or "préviendra 1 personne" in page
    )
