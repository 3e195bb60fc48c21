"""What is mailed at once to all who come is bounded: by meeting, by community, by day."""

from datetime import timedelta

import pytest
import time_machine
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
from tests.factories import ParticipationFactory, RencontreFactory

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


def test_the_bounds_are_those_that_the_refusals_say():
    assert (DEPLACEMENTS, DEPLACEMENTS_DE_LA_COMMUNAUTE, ANNONCES) == (6, 20, 10)
    assert DECISIONS_PAR_JOUR == 60


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


def test_before_moving_one_reads_how_many_hear_of_it(client, annoncer, animatrice, membre):
    rencontre = annoncer()
    services.inscrire(rencontre, par=membre)
    client.force_login(animatrice)
    ou = reverse("agenda:modifier", args=[rencontre.pk])
    assert "ne préviendra personne" not in client.get(ou).text
    choisir(membre, {"agenda.deplacee": "rien"})
    assert "ne préviendra personne" in client.get(ou).text


def test_before_announcing_one_reads_how_many_hear_of_it(
    client, communaute, animatrice, membre, donnees
):
    rencontre = services.creer(communaute, donnees(), par=animatrice)
    client.force_login(animatrice)
    page = client.get(rencontre.get_absolute_url()).text
    assert (
        "Cette publication préviendra 1\u00a0personne." in page or "préviendra 1 personne" in page
    )
