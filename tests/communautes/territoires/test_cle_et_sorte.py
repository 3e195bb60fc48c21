"""A field that takes one kind of collectivité takes no other, even by its key."""

import pytest
from django import forms

from communautes.territoires.forms import CollectiviteField, cle_de
from tests.factories import CollectiviteFactory

pytestmark = pytest.mark.django_db


class Formulaire(forms.Form):
    collectivite = CollectiviteField(types=("epci",))


def remplir(collectivite, texte: str = "") -> Formulaire:
    return Formulaire({"collectivite": texte, "collectivite_cle": cle_de(collectivite)})


def test_the_kind_that_is_asked_for():
    epci = CollectiviteFactory(type="epci")
    formulaire = remplir(epci)
    assert formulaire.is_valid() and formulaire.cleaned_data["collectivite"] == epci


@pytest.mark.parametrize("avec_son_nom", [True, False])
def test_no_other(avec_son_nom):
    commune = CollectiviteFactory()
    formulaire = remplir(commune, commune.intitule if avec_son_nom else "")
    assert formulaire.errors["collectivite"] == [
        "Cette collectivité n’existe plus\u00a0: choisissez-la à nouveau."
    ]


@pytest.mark.parametrize("statut", ["fusionnee", "dissoute"])
def test_none_that_is_over(statut):
    successeur = CollectiviteFactory(type="epci") if statut == "fusionnee" else None
    finie = CollectiviteFactory(type="epci", statut=statut, successeur=successeur)
    assert not remplir(finie).is_valid()
