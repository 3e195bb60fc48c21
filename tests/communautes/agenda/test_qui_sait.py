"""Who may come without any row that says so hears what changes; what is said is who is told."""

import pytest
from django.urls import reverse

from communautes.agenda import services
from communautes.notifications.services import dire_combien
from tests.communautes.agenda.test_a_deux import lire
from tests.communautes.agenda.test_nouvelles import phrases

pytestmark = pytest.mark.django_db


@pytest.fixture
def annoncee(client, communaute, animatrice, donnees):
    def faire(**change):
        rencontre = services.creer(communaute, donnees(**change), par=animatrice)
        services.annoncer(rencontre, par=animatrice)
        client.force_login(animatrice)
        return rencontre

    return faire


def test_members_who_could_come_hear_that_one_registers_elsewhere(
    client, annoncee, membre, personne
):
    rencontre = annoncee(inscription="sans")
    ou = reverse("agenda:modifier", args=[rencontre.pk])
    assert dire_combien(1) in client.get(ou).text
    envoi = lire(client, ou) | {"inscription": "libre", "lieu": "Gare"}
    assert client.post(ou, envoi).status_code == 302
    assert "change de lieu" in phrases(membre)[-1]
    services.inscrire(rencontre, par=personne)
    ou = reverse("agenda:annuler", args=[rencontre.pk])
    assert dire_combien(2) in client.get(ou).text
    client.post(ou, {"motif": "Salle prise"})
    for une in (membre, personne):
        assert "est annulée" in phrases(une)[-1]


def test_the_other_way_nobody_was_to_come(client, annoncee, membre):
    rencontre = annoncee(inscription="libre")
    avant, ou = phrases(membre), reverse("agenda:modifier", args=[rencontre.pk])
    assert dire_combien(0) in client.get(ou).text
    envoi = lire(client, ou) | {"inscription": "sans", "lieu": "Gare"}
    assert client.post(ou, envoi).status_code == 302
    assert phrases(membre) == avant
    assert dire_combien(1) in client.get(ou).text
    client.post(ou, lire(client, ou) | {"lieu": "Halle"})
    assert "change de lieu" in phrases(membre)[-1]
