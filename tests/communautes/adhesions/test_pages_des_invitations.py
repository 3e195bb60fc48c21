"""The page that a link opens, by who reads it and in which state; the page of who invites."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from communautes.adhesions.liens import adresse_de
from communautes.adhesions.models import Adhesion, Invitation
from communautes.adhesions.services import invitations
from tests.courrier import lien_recu
from tests.factories import AdhesionFactory, CommunautePageFactory, InvitationFactory, UserFactory

pytestmark = pytest.mark.django_db
ADRESSE = "ali.benali@vexin.example.org"


@pytest.fixture
def secrete(communaute):
    communaute.visibilite = "invisible"
    communaute.save()
    return communaute


@pytest.fixture
def invitation(communaute, animatrice):
    return InvitationFactory(
        communaute=communaute, adresse=ADRESSE, invitee_par=animatrice, message="Venez"
    )


@pytest.fixture
def invitee(invitation):
    return UserFactory(email=ADRESSE, first_name="Ali", last_name="Benali")


def lire(client, invitation) -> str:
    return client.get(adresse_de(invitation)).content.decode()


def agir(client, quoi: str, invitation, **donnees):
    signature = adresse_de(invitation).rstrip("/").rpartition("/")[2]
    adresse = reverse(f"adhesions:{quoi}_invitation", args=[invitation.pk, signature])
    return client.post(adresse, donnees, follow=True)


class TestLaPage:
    def test_it_says_who_invites_where_and_what_will_be_seen(self, client, invitation):
        texte = lire(client, invitation)
        for dit in ("Ana Matrice", "Budgets participatifs", "Venez", "paraître dans l’annuaire"):
            assert dit in texte
        assert ADRESSE not in texte and invitation.invitee_par.email not in texte

    def test_reading_it_uses_nothing_up(self, client, invitation, invitee):
        client.force_login(invitee)
        for _fois in range(3):
            lire(client, invitation)
        invitation.refresh_from_db()
        assert invitation.est_ouverte and not Adhesion.objects.filter(personne=invitee).exists()

    @pytest.mark.parametrize("nom", ["accepter", "decliner"])
    def test_an_answer_is_a_post(self, client, invitation, invitee, nom):
        client.force_login(invitee)
        signature = adresse_de(invitation).rstrip("/").rpartition("/")[2]
        lue = client.get(reverse(f"adhesions:{nom}_invitation", args=[invitation.pk, signature]))
        assert lue.status_code == 405

    def test_a_link_that_nobody_signed_opens_nothing(self, client, invitation, communaute):
        autre = InvitationFactory(communaute=communaute, invitee_par=invitation.invitee_par)
        signature = adresse_de(autre).rstrip("/").rpartition("/")[2]
        for fausse in (signature, "x", "é"):
            adresse = reverse("adhesions:invitation", args=[invitation.pk, fausse])
            assert client.get(adresse).status_code == 404
        assert client.get(reverse("adhesions:invitation", args=[0, signature])).status_code == 404

    def test_a_number_given_again_is_another_invitation(self, client, invitation):
        adresse = adresse_de(invitation)
        Invitation.objects.update(creee_le=timezone.now() - timedelta(seconds=1))
        assert client.get(adresse).status_code == 404

    @pytest.mark.parametrize("visibilite", ["publique", "listee", "invisible"])
    def test_closed_it_names_no_community(self, client, invitation, visibilite):
        invitation.communaute.visibilite = visibilite
        invitation.communaute.save()
        invitations.decliner(invitation)
        lue = client.get(adresse_de(invitation))
        assert lue.status_code == 410 and "déclinée" in lue.content.decode()
        assert "Budgets participatifs" not in lue.content.decode()

    def test_nor_when_the_community_is_withdrawn(self, client, invitation):
        invitation.communaute.unpublish()
        lue = client.get(adresse_de(invitation))
        assert lue.status_code == 410 and "Budgets participatifs" not in lue.content.decode()

    def test_to_a_member_a_closed_one_shows_the_way(self, client, invitation, invitee):
        invitations.accepter(invitation, par=invitee)
        client.force_login(invitee)
        lue = client.get(adresse_de(invitation))
        assert lue.status_code == 200 and "Voir la communauté" in lue.content.decode()

    def test_in_english_too(self, client, invitation):
        lue = client.get("/en" + adresse_de(invitation))
        assert lue.status_code == 200 and "Votre réponse" not in lue.content.decode()


class TestRepondre:
    def test_signed_in_with_the_address_one_enters(self, client, secrete, invitation, invitee):
        client.force_login(invitee)
        assert client.get(secrete.get_url()).status_code == 404
        assert "membre de «" in agir(client, "accepter", invitation).content.decode()
        assert client.get(secrete.get_url()).status_code == 200

    def test_with_another_account_it_is_a_request_said_before(self, client, invitation, personne):
        client.force_login(personne)
        assert "n’est pas pour l’adresse de ce compte" in lire(client, invitation)
        texte = agir(client, "accepter", invitation).content.decode()
        assert "Votre demande est partie" in texte
        assert "attend déjà la réponse" in lire(client, invitation)

    def test_the_animation_reads_that_it_is_another_account(
        self, client, invitation, personne, animatrice
    ):
        invitations.accepter(invitation, par=personne)
        client.force_login(animatrice)
        page = client.get(reverse("adhesions:animation", args=[invitation.communaute.slug]))
        texte = page.content.decode()
        assert f"envoyée à {ADRESSE}" in texte and personne.email not in texte

    def test_it_survives_the_opening_of_an_account(self, client, invitation):
        """A visitor, the door with its way back, the code's link, the same page, then the name."""
        adresse = adresse_de(invitation)
        texte = lire(client, invitation)
        porte = f"{reverse('account_login')}?next={adresse}"
        assert porte in texte
        client.post(porte, {"email": ADRESSE, "next": adresse})
        lien = lien_recu()
        jeton = re.search(r'name="jeton" value="([^"]+)"', client.get(lien).content.decode())[1]
        qui = client.post(reverse("connexion_lien"), {"jeton": jeton}).url
        fiche = {"first_name": "Ali", "last_name": "Benali", "fonction": "DGS"}
        assert client.post(qui, fiche).url == adresse
        agir(client, "accepter", invitation)
        assert Adhesion.objects.get(personne__email=ADRESSE).est_active

    def test_who_has_no_name_gives_it_with_the_answer(self, client, invitation):
        client.force_login(UserFactory(email=ADRESSE, first_name="", last_name=""))
        assert "Prénom" in lire(client, invitation)
        sans_nom = agir(client, "accepter", invitation)
        assert sans_nom.status_code == 422 and "Indiquez votre nom" in sans_nom.content.decode()
        agir(client, "accepter", invitation, first_name="Ali", last_name="Benali")
        assert Adhesion.objects.get(personne__email=ADRESSE).est_active

    def test_without_an_account_one_declines(self, client, invitation):
        texte = agir(client, "decliner", invitation).content.decode()
        assert "est déclinée" in texte
        invitation.refresh_from_db()
        assert invitation.statut == "declinee"

    def test_a_visitor_does_not_accept(self, client, invitation):
        agir(client, "accepter", invitation)
        invitation.refresh_from_db()
        assert invitation.est_ouverte

    def test_who_is_excluded_reads_it_and_cannot(self, client, invitation, invitee):
        AdhesionFactory(communaute=invitation.communaute, personne=invitee, exclue=True)
        client.force_login(invitee)
        assert "Vous êtes exclu·e" in lire(client, invitation)
        assert ">Accepter" not in lire(client, invitation)
        assert "exclu·e" in agir(client, "accepter", invitation).content.decode()


class TestSansLeLien:
    @pytest.mark.parametrize("visibilite", ["listee", "invisible"])
    def test_mes_communautes_shows_it(self, client, invitation, invitee, visibilite):
        invitation.communaute.visibilite = visibilite
        invitation.communaute.save()
        client.force_login(invitee)
        texte = client.get(reverse("adhesions:miennes")).content.decode()
        assert adresse_de(invitation) in texte

    def test_the_page_of_the_community_too(self, client, invitation, invitee, personne):
        adresse = invitation.communaute.get_url()
        client.force_login(personne)
        assert adresse_de(invitation) not in client.get(adresse).content.decode()
        client.force_login(invitee)
        assert adresse_de(invitation) in client.get(adresse).content.decode()

    def test_an_invisible_one_stays_unknown_elsewhere(self, client, secrete, invitation, invitee):
        client.force_login(invitee)
        assert client.get(secrete.get_url()).status_code == 404
        assert client.get(reverse("adhesions:membres", args=[secrete.slug])).status_code == 404

    def test_nothing_once_it_has_run_out(self, client, invitation, invitee):
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            client.force_login(invitee)
            texte = client.get(reverse("adhesions:miennes")).content.decode()
        assert "Budgets participatifs" not in texte

    def test_it_costs_the_same_for_one_or_many(self, client, invitation, invitee, count_queries):
        client.force_login(invitee)
        une = count_queries(client.get, reverse("adhesions:miennes"))
        for _n in range(5):
            InvitationFactory(communaute=CommunautePageFactory(), adresse=ADRESSE)
        assert count_queries(client.get, reverse("adhesions:miennes")) == une


class TestInviter:
    @pytest.fixture
    def page(self, communaute):
        return reverse("adhesions:invitations", args=[communaute.slug])

    def test_several_lines_each_its_mail(self, client, page, animatrice, relever):
        client.force_login(animatrice)
        adresses = "a@vexin.example.org\r\n\r\n  B@Vexin.example.org \r\na@vexin.example.org"
        lue = client.post(page, {"adresses": adresses, "role": "membre"}, follow=True)
        assert "2 invitations sont parties" in lue.content.decode()
        assert sorted(Invitation.objects.values_list("adresse", flat=True)) == [
            "a@vexin.example.org",
            "b@vexin.example.org",
        ]

    def test_each_bad_line_is_said_and_nothing_is_lost(self, client, page, animatrice):
        client.force_login(animatrice)
        adresses = "a@vexin.example.org\nmairie\nhélène@vexin.example.org"
        donnees = {"adresses": adresses, "role": "moderateur", "message": "Bonjour"}
        lue = client.post(page, donnees)
        texte = lue.content.decode()
        assert lue.status_code == 422 and not Invitation.objects.exists()
        assert "Ligne 2" in texte and "Ligne 3" in texte and "Ligne 1" not in texte
        assert "hélène@vexin" in texte and ">Bonjour</textarea>" in texte.replace("\n", "")

    @pytest.mark.parametrize("message", ["Voir https://x.example.org", "www.x.fr", "a@b.fr"])
    def test_its_message_has_no_link(self, client, page, animatrice, message):
        client.force_login(animatrice)
        donnees = {"adresses": "a@vexin.example.org", "role": "membre", "message": message}
        assert client.post(page, donnees).status_code == 422

    def test_the_same_answer_with_or_without_an_account(self, client, page, animatrice):
        client.force_login(animatrice)
        UserFactory(email="connue@vexin.example.org")
        reponses = {
            client.post(page, {"adresses": f"{qui}@vexin.example.org", "role": "membre"}, follow=1)
            .content.decode()
            .count("1 invitation est partie")
            for qui in ("connue", "inconnue")
        }
        assert reponses == {1}

    @pytest.mark.parametrize(
        ("qui", "statut"),
        [
            ("visiteur", 302),
            ("personne", 403),
            ("membre", 403),
            ("moderateur", 403),
            ("animateur", 200),
            ("anct", 200),
        ],
    )
    def test_who_may_open_it(self, client, page, communaute, personne, anct, qui, statut):
        if qui in ("membre", "moderateur", "animateur"):
            AdhesionFactory(communaute=communaute, personne=personne, role=qui)
        if qui != "visiteur":
            client.force_login(anct if qui == "anct" else personne)
        assert client.get(page).status_code == statut

    def test_of_an_invisible_one_nobody_else_knows(self, client, page, secrete, personne):
        client.force_login(personne)
        assert client.get(page).status_code == 404

    def test_what_waits_is_listed_and_cancelled(self, client, page, animatrice, invitation):
        client.force_login(animatrice)
        assert ADRESSE in client.get(page).content.decode()
        adresse = reverse("adhesions:annuler_invitation", args=[invitation.pk])
        texte = client.post(adresse, follow=True).content.decode()
        assert "est annulée" in texte and ADRESSE not in texte

    def test_not_cancelled_by_who_does_not_answer_for_it(self, client, invitation, personne):
        client.force_login(personne)
        adresse = reverse("adhesions:annuler_invitation", args=[invitation.pk])
        assert client.post(adresse).status_code == 404

    def test_it_costs_the_same_for_one_or_many(
        self, client, page, animatrice, communaute, count_queries
    ):
        client.force_login(animatrice)
        InvitationFactory(communaute=communaute, invitee_par=animatrice)
        une = count_queries(client.get, page)
        for _n in range(6):
            InvitationFactory(communaute=communaute, invitee_par=UserFactory())
        assert count_queries(client.get, page) == une

    def test_the_requests_that_came_by_one_cost_the_same(
        self, client, animatrice, communaute, count_queries
    ):
        client.force_login(animatrice)
        page = reverse("adhesions:animation", args=[communaute.slug])

        def demander():
            une = InvitationFactory(communaute=communaute, invitee_par=animatrice)
            invitations.accepter(une, par=UserFactory(first_name="X", last_name="Y"))

        demander()
        une = count_queries(client.get, page)
        for _n in range(4):
            demander()
        assert count_queries(client.get, page) == une
