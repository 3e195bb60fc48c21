"""The demo's dossiers: on what other rooms have published, and on nothing else."""

import pytest

from communautes.comptes import demo as comptes
from communautes.moderation import demo
from communautes.moderation.models import Dossier, Signalement
from tests.salle_d_essai.models import Propos


@pytest.fixture
def comptes_de_demo(db):
    comptes.charger()


def publier(nombre, autrice):
    for n in range(nombre):
        Propos.objects.create(texte=f"Message {n}", auteur_pk=autrice.pk)


def test_with_nothing_published_there_is_nothing(comptes_de_demo):
    demo.charger()
    assert not Dossier.objects.exists()


def test_each_state_that_waits_or_is_decided(comptes_de_demo, salle, autrice):
    publier(8, autrice)
    demo.charger()
    assert sorted(Dossier.objects.values_list("etat", flat=True)) == ["decide", "instruit", "recu"]
    assert Signalement.objects.count() == 6 and Propos.objects.publies().count() == 8
    demo.charger()
    assert Dossier.objects.count() == 3


def test_few_texts_are_only_reported(comptes_de_demo, salle, autrice):
    publier(2, autrice)
    demo.charger()
    assert set(Dossier.objects.values_list("etat", flat=True)) == {"recu"}
