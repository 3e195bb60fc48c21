"""What is mailed at once to all who come is bounded: by meeting, by community, by day."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from communautes.agenda import services
from communautes.agenda.models import Deplacement, Rencontre
from communautes.agenda.refus import RencontreRefusee
from communautes.agenda.services.bornes import (
    ANNONCES,
    DECISIONS,
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
    assert DECISIONS == 60


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


def decisions(nombre: int, porteur, depuis: int = 0) -> list[dict]:
    communs = {"decision": None, "porteur": porteur, "porteur_dit": "", "echeance": None}
    return [communs | {"texte": f"Écrire {depuis + n}"} for n in range(nombre)]


def test_decisions_given_to_others_are_counted(communaute, animatrice, membre):
    rencontre = RencontreFactory(communaute=communaute, passee=True)
    siennes = decisions(DECISIONS, membre)
    services.ecrire_compte_rendu(rencontre, "Vu.", siennes, par=animatrice)
    with pytest.raises(RencontreRefusee, match="soixante"):
        services.ecrire_compte_rendu(rencontre, "Vu.", decisions(1, membre, 60), par=animatrice)
    assert Notification.objects.filter(personne=membre).count() == DECISIONS


def test_refused_tries_do_not_count(communaute, animatrice, membre):
    """48 given, 48 more refused at once: twelve are left, one by one."""
    rencontre = RencontreFactory(communaute=communaute, passee=True)
    services.ecrire_compte_rendu(rencontre, "Vu.", decisions(48, membre), par=animatrice)
    with pytest.raises(RencontreRefusee, match="soixante"):
        services.ecrire_compte_rendu(rencontre, "Vu.", decisions(48, membre, 48), par=animatrice)
    services.ecrire_compte_rendu(rencontre, "Vu.", decisions(12, membre, 48), par=animatrice)
    assert Notification.objects.filter(personne=membre).count() == DECISIONS


def test_moves_that_told_nobody_do_not_count(annoncer, deplacer, membre):
    """Of this meeting, and of the others of its community."""
    rencontre, vides = annoncer(), [annoncer() for _n in range(3)]
    for vide in [rencontre, *vides]:
        for n in range(DEPLACEMENTS + 1):
            deplacer(vide, f"Salle {n}")
    for lieu in ("La bonne salle", "Non, celle-ci"):
        services.inscrire(rencontre, par=membre)
        deplacer(rencontre, lieu)
    assert list(Deplacement.objects.filter(prevenues=1).values_list("lieu", flat=True)) == [
        "Non, celle-ci",
        "La bonne salle",
    ]


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
