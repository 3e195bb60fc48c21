"""The outbox in the admin: role × screen, and what a confidential mail shows."""

import pytest
from django.urls import reverse

from communautes.notifications.models import Courriel
from tests.factories import CourrielFactory, UserFactory

ROLES = [None, "Rédaction", "Relecture", "Administration", "superutilisateur"]
LISENT = {"Administration", "superutilisateur"}


@pytest.fixture
def comme(client, db):
    def _comme(role):
        client.force_login(
            UserFactory(is_superuser=True)
            if role == "superutilisateur"
            else UserFactory(groupe=role)
        )
        return client

    return _comme


def adresse(ecran: str, courriel: Courriel) -> str:
    return reverse(f"courriels:{ecran}", args=[] if ecran in {"index", "add"} else [courriel.pk])


class TestMatrice:
    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("ecran", ["index", "inspect"])
    def test_reading(self, comme, role, ecran):
        response = comme(role).get(adresse(ecran, CourrielFactory()))
        assert (response.status_code == 200) is (role in LISENT)

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("ecran", ["add", "edit", "delete"])
    def test_nobody_writes(self, comme, role, ecran):
        courriel = CourrielFactory()
        client, url = comme(role), adresse(ecran, courriel)
        assert client.get(url).status_code in {302, 403}
        assert client.post(url, {"statut": "envoye"}).status_code in {302, 403}
        assert Courriel.objects.get().statut == Courriel.Statut.EN_ATTENTE

    @pytest.mark.parametrize("role", ROLES)
    def test_sending_again(self, comme, role):
        courriel = CourrielFactory(abandonne=True)
        client, url = comme(role), adresse("renvoyer", courriel)
        assert client.get(url).status_code in {302, 403, 405}
        client.post(url)
        reparti = Courriel.objects.get().statut == Courriel.Statut.EN_ATTENTE
        assert reparti is (role in LISENT)


class TestEcrans:
    def test_the_list_filters_by_state(self, comme):
        CourrielFactory(sujet="Parti trop tard", abandonne=True)
        CourrielFactory(sujet="Encore là")
        page = comme("Administration").get(reverse("courriels:index") + "?statut=abandonne")
        assert "Parti trop tard" in page.content.decode()
        assert "Encore là" not in page.content.decode()

    def test_a_confidential_text_is_not_shown_even_encrypted(self, comme):
        courriel = CourrielFactory(confidentiel=True, corps="gAAAAABchiffre")
        page = comme("Administration").get(adresse("inspect", courriel)).content.decode()
        assert "gAAAAAB" not in page
        assert "Ce texte est confidentiel" in page

    @pytest.mark.parametrize(
        ("champs", "offert"),
        [({"abandonne": True}, True), ({}, False)],
        ids=["abandonne", "en attente"],
    )
    def test_offers_to_send_again_only_what_was_given_up(self, comme, champs, offert):
        courriel = CourrielFactory(**champs)
        page = comme("Administration").get(adresse("inspect", courriel)).content.decode()
        assert (adresse("renvoyer", courriel) in page) is offert

    def test_says_no_for_a_confidential_one(self, comme):
        courriel = CourrielFactory(abandonne=True, confidentiel=True, corps="")
        response = comme("Administration").post(adresse("renvoyer", courriel), follow=True)
        assert "ne peut pas être renvoyé" in response.content.decode()
