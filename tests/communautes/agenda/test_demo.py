"""The demo's meetings: one cancelled, one withdrawn, one full, two with what was decided."""

import pytest
from django.contrib.auth.models import Group

from communautes.adhesions import demo as adhesions
from communautes.agenda import demo
from communautes.agenda.models import CompteRendu, DecisionDeRencontre, Participation, Rencontre
from communautes.comptes import demo as comptes
from communautes.comptes.affiliations.demo import ANCT
from communautes.comptes.models import User
from communautes.moderation.models import Dossier
from home.demo.fiches import lire
from tests.factories import ThemePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chargee():
    comptes.charger()
    themes = {theme for fiche in lire(adhesions.DOSSIER) for theme in fiche["themes"]}
    for slug in sorted(themes):
        ThemePageFactory(slug=slug)
    User.objects.get(email=ANCT).groups.add(Group.objects.get(name="Administration"))
    adhesions.charger()
    demo.charger()


def test_thirteen_of_them_in_every_state():
    toutes = Rencontre.objects.all()
    assert (toutes.count(), toutes.passees().count()) == (13, 3)
    assert toutes.filter(etat="annulee").count() == 1
    retiree = toutes.get(moderation="retire")
    assert Dossier.objects.sur(retiree).get().decision == "masque"
    assert toutes.filter(communaute=None).count() == 3
    pleine = toutes.get(capacite=5)
    assert Participation.objects.en_attente().filter(rencontre=pleine).exists()
    assert CompteRendu.objects.count() == 2 and DecisionDeRencontre.objects.count() == 5
    assert toutes.get(fuseau="Indian/Reunion").debut_en_mots


def test_loaded_again_it_changes_nothing():
    avant = set(Participation.objects.values_list("rencontre", "personne", "statut"))
    demo.charger()
    assert Rencontre.objects.count() == 13
    apres = set(Participation.objects.values_list("rencontre", "personne", "statut"))
    assert apres == avant
