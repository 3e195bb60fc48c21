"""The screens of the admin: choose, read, do; what was typed stays."""

import pytest
from django.urls import reverse

from communautes.comptes.reunion.services import reunir
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
LISTE = reverse("wagtailusers_users:index")
MOTIF = "Vu au téléphone avec la mairie"


@pytest.fixture
def par():
    return UserFactory(groupe="Administration")


@pytest.fixture
def administration(client, par):
    client.force_login(par)
    return client


@pytest.fixture
def garde():
    return UserFactory(email="elise.abel@x.example.org", first_name="Élise", last_name="Abel")


def choix(personne) -> str:
    return reverse("personnes_reunir", args=[personne.pk])


def face_a_face(garde, absorbe) -> str:
    return reverse("personnes_reunir_avec", args=[garde.pk, absorbe.pk])


class TestChoisir:
    @pytest.mark.parametrize(
        ("autre", "raison"),
        [
            ({"first_name": "elise", "last_name": "ABEL"}, "même nom"),
            ({"first_name": "Abel", "last_name": "Elise"}, "même nom"),
            ({"email": "elise.abel@perso.example.org"}, "même début d’adresse"),
        ],
    )
    def test_those_that_look_alike_with_the_reason(self, administration, garde, autre, raison):
        autre = UserFactory(**autre)
        page = administration.get(choix(garde)).content.decode()
        assert face_a_face(garde, autre) in page and raison in page

    def test_a_colleague_of_the_same_name(self, administration, garde):
        commune = CollectiviteFactory()
        autre = UserFactory(first_name="É.", last_name="Abel")
        for personne in (garde, autre):
            AffiliationFactory(personne=personne, collectivite=commune)
        assert "même collectivité" in administration.get(choix(garde)).content.decode()

    def test_any_other_is_found_by_name_or_address(self, administration, garde):
        autre = UserFactory(first_name="Zoé", last_name="Évrard")
        page = administration.get(choix(garde), {"q": "evrard"}).content.decode()
        assert face_a_face(garde, autre) in page
        page = administration.get(choix(garde), {"q": "introuvable"}).content.decode()
        assert "Aucun compte ne correspond" in page

    def test_it_costs_the_same_whatever_looks_alike(self, administration, garde, count_queries):
        UserFactory.create_batch(3, first_name="Élise", last_name="Abel")
        peu = count_queries(administration.get, choix(garde))
        UserFactory.create_batch(6, first_name="Élise", last_name="Abel")
        assert count_queries(administration.get, choix(garde)) == peu <= 25


class TestComparer:
    @pytest.fixture
    def absorbe(self):
        return UserFactory(email="autre@x.example.org", first_name="Élise", last_name="Abel")

    def test_nothing_is_done_by_reading(self, administration, garde, absorbe):
        page = administration.get(face_a_face(garde, absorbe)).content.decode()
        assert "Cela ne s’annule pas" in page and absorbe.email in page
        absorbe.refresh_from_db()
        assert absorbe.is_active and absorbe.fusionne_dans is None

    def envoyer(self, client, garde, absorbe, **champs):
        page = client.get(face_a_face(garde, absorbe))
        empreinte = page.context["comparaison"].empreinte
        donnees = {"motif": MOTIF, "compris": "on", "empreinte": empreinte} | champs
        return client.post(face_a_face(garde, absorbe), donnees)

    def test_done_once_confirmed(self, administration, garde, absorbe):
        reponse = self.envoyer(administration, garde, absorbe)
        assert reponse.url == reverse("wagtailusers_users:edit", args=[garde.pk])
        absorbe.refresh_from_db()
        assert absorbe.fusionne_dans == garde
        page = administration.get(reponse.url).content.decode()
        assert f"compte n°\u00a0{absorbe.pk}" in page

    @pytest.mark.parametrize(
        ("champs", "dit"),
        [
            ({"motif": ""}, "le motif est obligatoire"),
            ({"compris": ""}, "Cochez cette case"),
            ({"motif": "Vu avec a@b.fr"}, "Retirez du motif"),
            ({"empreinte": "0" * 64}, "ont changé pendant que vous lisiez"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, administration, garde, absorbe, champs, dit
    ):
        reponse = self.envoyer(administration, garde, absorbe, **champs)
        page = reponse.content.decode()
        assert reponse.status_code == 422 and dit in page
        assert (champs.get("motif", MOTIF) or "") in page
        assert reponse.context["comparaison"].empreinte in page  # up to date again
        absorbe.refresh_from_db()
        assert absorbe.is_active

    def test_an_obstacle_leaves_no_form(self, administration, garde):
        boite = UserFactory(boite_partagee=True)
        page = administration.get(face_a_face(garde, boite)).content.decode()
        assert "ne peuvent pas être réunis" in page and 'name="motif"' not in page

    def test_above_ones_level(self, administration, garde):
        superieure = UserFactory(is_superuser=True)
        for adresse in (
            choix(superieure),
            face_a_face(garde, superieure),
            face_a_face(superieure, garde),
        ):
            assert administration.get(adresse).status_code in (302, 403)

    def test_without_the_token_of_the_form(self, par, garde, absorbe):
        from django.test import Client

        client = Client(enforce_csrf_checks=True)
        client.force_login(par)
        assert client.post(face_a_face(garde, absorbe), {"motif": MOTIF}).status_code == 403


class TestCompteAbsorbe:
    @pytest.fixture
    def absorbe(self, garde, par):
        absorbe = UserFactory()
        reunir(garde, absorbe, par=par, motif=MOTIF)
        return absorbe

    def test_its_page_leads_to_the_other(self, administration, garde, absorbe):
        adresse = reverse("wagtailusers_users:edit", args=[absorbe.pk])
        page = administration.get(adresse).content.decode()
        assert "Réuni avec le compte de Élise Abel" in page
        assert reverse("wagtailusers_users:edit", args=[garde.pk]) in page
        assert 'name="email"' not in page

    def test_the_list_says_it(self, administration, absorbe):
        page = administration.get(LISTE, {"etat": "reuni"}).content.decode()
        assert "Réuni avec Élise Abel" in page

    def test_nobody_opens_it_again(self, administration, absorbe):
        adresse = reverse("wagtailusers_users:edit", args=[absorbe.pk])
        administration.post(adresse, {"email": "a@b.example.org", "is_active": "on"})
        en_nombre = reverse("wagtail_bulk_action", args=["comptes", "user", "set_active_state"])
        administration.post(f"{en_nombre}?id={absorbe.pk}", {"mark_as_active": "True"})
        absorbe.refresh_from_db()
        assert not absorbe.is_active
