"""ANCT changes the address of who reads the old one no more: a reason, and both are told."""

import pytest
from django.urls import reverse

from communautes.comptes.models import DemandeDeConnexion, User
from communautes.journal.models import Entree
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NOUVELLE = "nouvelle@bourg.example.org"


@pytest.fixture
def personne():
    return UserFactory(email="ancienne@bourg.example.org", last_name="Duprez")


@pytest.fixture
def administration(client):
    par = UserFactory(groupe="Administration")
    client.force_login(par)
    return par


def ecran(personne) -> str:
    return reverse("personnes_adresse", args=[personne.pk])


def changer(client, personne, **champs):
    return client.post(ecran(personne), {"nouvelle": NOUVELLE, "motif": "Boîte fermée"} | champs)


def test_with_a_reason_and_told_to_both(client, administration, personne, relever):
    modification = reverse("wagtailusers_users:edit", args=[personne.pk])
    assert ecran(personne) in client.get(modification).text
    assert changer(client, personne).status_code == 302
    personne.refresh_from_db()
    entree = Entree.objects.get()
    assert personne.email == NOUVELLE
    assert (entree.acte, entree.personne) == ("donnees.adresse_imposee", administration)
    assert (entree.motif, entree.objet_pk) == ("Boîte fermée", personne.pk)
    courriels = {m.to[0]: m.body for m in relever()}
    assert set(courriels) == {"ancienne@bourg.example.org", NOUVELLE}
    assert NOUVELLE not in courriels["ancienne@bourg.example.org"]


def test_never_through_the_form_of_the_person(client, administration, personne):
    """What is typed there besides the address is kept; the address is not a field."""
    url = reverse("wagtailusers_users:edit", args=[personne.pk])
    fiche = {"email": NOUVELLE, "first_name": "Prune", "last_name": "Bas", "is_active": "on"}
    client.post(url, fiche)
    personne.refresh_from_db()
    assert (personne.first_name, personne.email) == ("Prune", "ancienne@bourg.example.org")


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"motif": ""}, "le motif est obligatoire"),
        ({"motif": "Mme Duprez"}, "nom de la personne"),
        ({"motif": "voir x@y.org"}, "les adresses"),
        ({"nouvelle": "rien"}, "n’est pas complète"),
        ({"nouvelle": "Ancienne@Bourg.example.org"}, "déjà son adresse"),
        ({"nouvelle": "prise@bourg.example.org"}, "ouvre déjà un compte"),
    ],
)
def test_refused_and_what_was_typed_stays(client, administration, personne, champs, phrase):
    UserFactory(email="prise@bourg.example.org")
    page = changer(client, personne, **champs).text
    assert phrase in page and (champs.get("nouvelle") or NOUVELLE) in page
    personne.refresh_from_db()
    assert personne.email == "ancienne@bourg.example.org" and not Entree.objects.exists()


def test_neither_one_s_own_nor_someone_above(client, administration):
    assert "propre compte" in changer(client, administration).text
    superieure = UserFactory(is_superuser=True)
    assert changer(client, superieure).status_code == 302
    assert not User.objects.filter(email=NOUVELLE).exists()


def test_sessions_and_codes_of_the_old_one_end(client, administration, personne):
    from django.test import Client

    sienne = Client()
    sienne.force_login(personne)
    sienne.post(reverse("account_login"), {"email": personne.email})
    Client().post(reverse("account_login"), {"email": personne.email})
    assert DemandeDeConnexion.objects.filter(email=personne.email).exists()
    changer(client, personne)
    assert not DemandeDeConnexion.objects.exists()
    assert sienne.get(reverse("affiliations:mon_compte")).status_code == 302
