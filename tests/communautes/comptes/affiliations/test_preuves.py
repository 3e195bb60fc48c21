"""What ProConnect says of where somebody works, at each sign-in."""

import pytest
from django.urls import reverse

from communautes.comptes.affiliations.models import Niveau
from communautes.comptes.affiliations.preuves import RIEN, siret_de
from communautes.comptes.affiliations.services import declarer
from communautes.comptes.models import User
from tests.communautes.comptes.fournisseur_oidc import PERSONNE
from tests.courrier import code_recu
from tests.factories import CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    return CollectiviteFactory(siren=PERSONNE["siret"][:9])


@pytest.mark.parametrize(
    ("is_external", "niveau"),
    [(False, Niveau.CONCORDANTE), (True, Niveau.DECLAREE), (None, Niveau.CONCORDANTE)],
    ids=["of it", "for it", "not said"],
)
def test_coming_back_proves_what_was_declared(
    par_proconnect, fournisseur, commune, is_external, niveau
):
    par_proconnect()
    personne = User.objects.get(email=PERSONNE["email"])
    affiliation = declarer(personne, commune, fonction="agent")
    if is_external is not None:
        fournisseur.personne["is_external"] = is_external
    par_proconnect()
    affiliation.refresh_from_db()
    assert affiliation.niveau == niveau


def test_tying_an_account_proves_it_at_once(client, par_proconnect, commune):
    """The address was known by its code: nobody has to sign in a second time for the SIRET."""
    personne = UserFactory(email=PERSONNE["email"], first_name="Camille", last_name="Durand")
    affiliation = declarer(personne, commune, fonction="agent")
    par_proconnect()
    client.post(reverse("account_confirm_login_code"), {"code": code_recu()})
    affiliation.refresh_from_db()
    assert (affiliation.niveau, affiliation.statut) == (Niveau.CONCORDANTE, "active")


@pytest.mark.parametrize(
    ("population", "niveau"),
    [("prestataire", Niveau.DECLAREE), ("Partenaire", Niveau.DECLAREE), ("agent", 2), (["x"], 2)],
)
def test_the_population_says_it_too(par_proconnect, fournisseur, commune, population, niveau):
    fournisseur.personne["belonging_population"] = population
    par_proconnect()
    personne = User.objects.get(email=PERSONNE["email"])
    affiliation = declarer(personne, commune, fonction="agent")
    par_proconnect()
    affiliation.refresh_from_db()
    assert affiliation.niveau == niveau


def test_who_came_by_a_code_has_proved_nothing():
    assert siret_de(UserFactory()) == RIEN
