"""After two accounts became one: each address and each ProConnect identity opens the one kept."""

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.urls import reverse

from communautes.comptes.models import User
from communautes.comptes.reunion.services import reunir
from tests.communautes.comptes.fournisseur_oidc import PERSONNE
from tests.courrier import code_recu
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
GARDEE, ABSORBEE = "garde@x.example.org", PERSONNE["email"]
MOTIF = "Vu au téléphone avec la mairie"


@pytest.fixture
def garde():
    return UserFactory(email=GARDEE, first_name="Camille", last_name="Duprez")


@pytest.fixture
def absorbe():
    return UserFactory(email=ABSORBEE, first_name="Camille", last_name="Duprez")


@pytest.fixture
def par():
    return UserFactory(groupe="Administration")


def compte_ouvert(client) -> int:
    return int(client.session["_auth_user_id"])


def entrer_par_code(client, adresse: str) -> None:
    client.post(reverse("account_login"), {"email": adresse})
    client.post(reverse("account_confirm_login_code"), {"code": code_recu()})


@pytest.mark.parametrize("adresse", [GARDEE, ABSORBEE, ABSORBEE.upper()])
def test_each_address_by_its_code(client, garde, absorbe, par, adresse):
    reunir(garde, absorbe, par=par, motif=MOTIF)
    mail.outbox.clear()
    entrer_par_code(client, adresse)
    assert compte_ouvert(client) == garde.pk
    assert mail.outbox[0].to == [adresse.lower()] or mail.outbox[0].to == [adresse]
    assert User.objects.count() == 3  # no new account


def test_proconnect_that_opened_the_absorbed_one(client, garde, absorbe, par, par_proconnect):
    SocialAccount.objects.create(user=absorbe, provider="proconnect", uid=PERSONNE["sub"])
    reunir(garde, absorbe, par=par, motif=MOTIF)
    par_proconnect()
    assert compte_ouvert(client) == garde.pk


def test_proconnect_with_the_absorbed_address_asks_for_a_code(
    client, garde, absorbe, par, par_proconnect
):
    """Not tied yet: the code goes to that address, and ties the identity to the one kept."""
    reunir(garde, absorbe, par=par, motif=MOTIF)
    mail.outbox.clear()
    par_proconnect()
    assert "_auth_user_id" not in client.session
    client.post(reverse("account_confirm_login_code"), {"code": code_recu()})
    assert compte_ouvert(client) == garde.pk
    assert SocialAccount.objects.get().user == garde


def test_both_identities(client, garde, absorbe, par, par_proconnect):
    SocialAccount.objects.create(user=garde, provider="proconnect", uid="autre-sub")
    SocialAccount.objects.create(user=absorbe, provider="proconnect", uid=PERSONNE["sub"])
    reunir(garde, absorbe, par=par, motif=MOTIF)
    par_proconnect()
    assert compte_ouvert(client) == garde.pk
    assert SocialAccount.objects.filter(user=garde).count() == 2


def test_both_addresses_are_told(garde, absorbe, par):
    reunir(garde, absorbe, par=par, motif=MOTIF)
    assert [message.to for message in mail.outbox] == [[GARDEE], [ABSORBEE]]
    for message in mail.outbox:
        assert GARDEE in message.body and ABSORBEE in message.body
        assert reverse("contact") in message.body and MOTIF not in message.body


def test_no_other_account_takes_that_address(client, garde, absorbe, par):
    reunir(garde, absorbe, par=par, motif=MOTIF)
    client.force_login(par)
    fiche = {"email": ABSORBEE, "first_name": "Prune", "last_name": "Bas"}
    reponse = client.post(reverse("wagtailusers_users:add"), fiche)
    assert "Cette adresse ouvre déjà un compte." in reponse.content.decode()
    fiche |= {"email": ABSORBEE, "is_active": "on"}  # its owner may take it as the main one
    adresse = reverse("wagtailusers_users:edit", args=[garde.pk])
    assert client.post(adresse, fiche).status_code == 302


def test_forgetting_the_person_forgets_both_addresses(garde, absorbe, par):
    from communautes.comptes.donnees.services import Cause, anonymiser

    reunir(garde, absorbe, par=par, motif=MOTIF)
    anonymiser(garde, par=None, cause=Cause.DEMANDE)
    assert not EmailAddress.objects.exists()
    nouvelle, ouverte = User.objects.ouvrir_par_code(ABSORBEE)
    assert ouverte and nouvelle.pk not in (garde.pk, absorbe.pk)
