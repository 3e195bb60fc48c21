"""ProConnect at the edges: two clocks that differ a little, an error that nobody asked for."""

import time

import pytest
from django.urls import reverse

from communautes.comptes.models import EvenementDeConnexion, User
from tests.communautes.comptes.allers_retours import est_entre

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("quoi", ["jeton", "identite"])
class TestHorloges:
    @pytest.mark.parametrize("faute", [{"exp": -90}, {"iat": 180}])
    def test_minutes_are_refused(self, client, fournisseur, par_proconnect, quoi, faute):
        setattr(fournisseur, quoi, {nom: int(time.time()) + s for nom, s in faute.items()})
        assert par_proconnect().status_code == 400
        assert not est_entre(client) and not User.objects.exists()

    def test_some_seconds_are_not(self, client, fournisseur, par_proconnect, quoi):
        setattr(fournisseur, quoi, {"exp": int(time.time()) - 2})
        assert par_proconnect().status_code == 302
        assert est_entre(client)


@pytest.mark.parametrize("erreur", ["access_denied", "server_error"])
@pytest.mark.parametrize("etat", ["", "&state=", "&state=inconnu"])
def test_an_error_that_answers_no_request_of_ours(client, fournisseur, erreur, etat):
    """Neither « you left » nor « it is down »: anybody may write this address."""
    page = client.get(f"{reverse('proconnect_retour')}?error={erreur}{etat}")
    assert page.status_code == 400 and "n’est plus valable" in page.text
    assert EvenementDeConnexion.objects.get().cause == "etat"
