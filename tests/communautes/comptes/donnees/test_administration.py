"""ANCT forgets an account: where, with what reason, of whom; deletion does not exist."""

from datetime import date

import pytest
from django.urls import reverse

from communautes.comptes.models import User
from communautes.journal.models import Entree
from tests.factories import AffiliationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def personne():
    return AffiliationFactory(personne__last_name="Duprez").personne


@pytest.fixture
def administration(client):
    par = UserFactory(groupe="Administration")
    client.force_login(par)
    return par


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.TEC_SECOND_FACTEUR = False


def ecran(personne) -> str:
    return reverse("personnes_anonymiser", args=[personne.pk])


def test_from_the_person_s_screen_with_a_reason(client, administration, personne, relever):
    adresse = personne.email
    modification = reverse("wagtailusers_users:edit", args=[personne.pk])
    assert ecran(personne) in client.get(modification).text
    assert client.post(ecran(personne), {"motif": ""}).status_code == 200
    refusee = client.post(ecran(personne), {"motif": "Départ de Camille Duprez"})
    assert "nom de la personne" in refusee.text
    assert client.post(ecran(personne), {"motif": "A quitté la mairie"}).status_code == 302
    personne.refresh_from_db()
    entree = Entree.objects.get(acte="donnees.anonymisee")
    assert personne.est_anonymisee and entree.personne == administration
    assert (entree.motif, entree.apres) == ("A quitté la mairie", {"cause": "anct"})
    assert adresse in [m.to[0] for m in relever()]


def test_it_is_nobody_any_more(client, administration, personne):
    client.post(ecran(personne), {"motif": "A quitté la mairie"})
    assert "anonyme-" not in client.get(reverse("wagtailusers_users:index")).text
    for nom in ("wagtailusers_users:edit", "personnes_anonymiser", "personnes_second_facteur"):
        adresse = reverse(nom, args=[personne.pk])
        assert client.get(adresse).status_code == 302
        assert client.post(adresse, {"motif": "x"}).status_code == 302


def test_the_journal_and_the_affiliations_are_read_without_a_name(client, administration, personne):
    client.post(ecran(personne), {"motif": "A quitté la mairie"})
    affiliations = f"{reverse('affiliations_admin:index')}?file="
    for adresse in (affiliations, reverse("journal:index")):
        page = client.get(adresse).text
        assert "Duprez" not in page and "anonyme-" not in page
    assert "un·e agent·e de" in client.get(affiliations).text


def test_not_oneself(client, administration):
    assert "votre propre compte" in client.get(ecran(administration)).text
    client.post(ecran(administration), {"motif": "Départ"})
    administration.refresh_from_db()
    assert not administration.est_anonymisee


def test_nobody_above(client, administration):
    dessus = UserFactory(is_superuser=True)
    assert client.post(ecran(dessus), {"motif": "Départ"}).status_code == 302
    dessus.refresh_from_db()
    assert not dessus.est_anonymisee


@pytest.mark.parametrize("en_nombre", [False, True], ids=["single", "bulk"])
def test_nobody_is_deleted(client, personne, en_nombre):
    client.force_login(UserFactory(is_superuser=True))
    seule = UserFactory()  # without any act: her words may be elsewhere
    for une in (personne, seule):
        adresse = reverse("wagtailusers_users:delete", args=[une.pk])
        if en_nombre:
            action = reverse("wagtail_bulk_action", args=["comptes", "user", "delete"])
            adresse = f"{action}?id={une.pk}"
        reponse = client.post(adresse)
        assert "Anonymiser le compte" in client.get(adresse, follow=True).text
        assert reponse.status_code < 500 and User.objects.filter(pk=une.pk).exists()


def test_the_home_of_the_admin_says_that_the_command_sleeps(client, administration):
    assert "Qui doit être prévenu" in client.get(reverse("wagtailadmin_home")).text
    UserFactory(derniere_activite=date(2020, 1, 1))
    assert "oublier_comptes ne passe pas" in client.get(reverse("wagtailadmin_home")).text
