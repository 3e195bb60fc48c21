"""What ProConnect waits for is tied to the account that had the address when it was asked."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from communautes.comptes.models import User
from tests.communautes.comptes.fournisseur_oidc import PERSONNE
from tests.courrier import code_recu
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ADRESSE = PERSONNE["email"]


def test_an_account_that_took_the_address_meanwhile_is_not_tied(client, par_proconnect):
    """In the same browser, by the code of the very address: it is somebody else's account."""
    ancienne = UserFactory(email=ADRESSE)
    par_proconnect()
    ancienne.email = "corrigee@commune.example.org"
    ancienne.save()
    client.post(reverse("account_login"), {"email": ADRESSE})
    client.post(reverse("account_confirm_login_code"), {"code": code_recu()})
    nouvelle = User.objects.get(email=ADRESSE)
    assert client.session["_auth_user_id"] == str(nouvelle.pk) != str(ancienne.pk)
    assert not SocialAccount.objects.exists()
