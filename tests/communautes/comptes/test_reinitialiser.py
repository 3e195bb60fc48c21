"""Taking a second factor away: a colleague does it, never oneself, whatever one may do."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from communautes.comptes.second_facteur import facteurs, preuve
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def chef():
    personne = UserFactory(is_superuser=True, first_name="Rose", last_name="Bois")
    facteurs.ajouter_application(personne, SECRET)
    return personne


def test_not_ones_own(chef):
    with pytest.raises(facteurs.FacteurRefuse, match="propre"):
        facteurs.reinitialiser(chef, par=chef, motif="Téléphone perdu")
    assert facteurs.a_un_facteur(chef)


def test_nor_by_the_page(client, chef, settings):
    settings.TEC_SECOND_FACTEUR = True
    client.force_login(chef)
    session = client.session
    session[preuve.MARQUE] = "totp"
    session.save()
    adresse = reverse("personnes_second_facteur", args=[chef.pk])
    page = client.post(adresse, {"motif": "Téléphone perdu"}, follow=True)
    assert Authenticator.objects.filter(user=chef).exists()
    assert "votre propre vérification" in page.text


def test_another_s(chef):
    """Else what is above would prove nothing."""
    autre = UserFactory(groupe="Rédaction")
    facteurs.ajouter_application(autre, SECRET)
    facteurs.reinitialiser(autre, par=chef, motif="Téléphone perdu")
    assert not Authenticator.objects.filter(user=autre).exists()
