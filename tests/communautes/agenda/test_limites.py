"""What is mailed at once to all who come is bounded: by meeting, by community, by day."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from communautes.agenda import services
from communautes.agenda.models import Deplacement, Rencontre
from communautes.agenda.refus import RencontreRefusee
from communautes.agenda.services.planifier import (
    ANNONCES,
    DEPLACEMENTS,
    DEPLACEMENTS_DE_LA_COMMUNAUTE,
)
from tests.factories import RencontreFactory

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


def test_one_meeting_is_not_moved_for_ever(annoncer, deplacer):
    rencontre = annoncer()
    for n in range(DEPLACEMENTS):
        deplacer(rencontre, f"Salle {n}")
    with pytest.raises(RencontreRefusee, match="trois fois"):
        deplacer(rencontre, "Encore une autre")
    assert Deplacement.objects.count() == DEPLACEMENTS
    assert Rencontre.objects.get().lieu == f"Salle {DEPLACEMENTS - 1}"
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        deplacer(rencontre, "Le lendemain")


def test_what_is_not_told_is_not_counted(annoncer, animatrice, donnees):
    rencontre = annoncer()
    for n in range(DEPLACEMENTS + 2):
        services.modifier(rencontre, donnees(texte=f"Programme {n}"), par=animatrice)
    assert not Deplacement.objects.exists()


def test_nor_all_those_of_a_community(communaute, deplacer):
    for n in range(DEPLACEMENTS_DE_LA_COMMUNAUTE):
        deplacer(RencontreFactory(communaute=communaute), f"Salle {n}")
    with pytest.raises(RencontreRefusee, match="Dix rencontres"):
        deplacer(RencontreFactory(communaute=communaute), "Encore une")


def test_nor_announced_to_be_cancelled(annoncer):
    for _n in range(ANNONCES):
        annoncer()
    with pytest.raises(RencontreRefusee, match="le brouillon est gardé"):
        annoncer()
    assert Rencontre.objects.filter(etat="annoncee").count() == ANNONCES
