"""A shared mailbox: who is there, at each sign-in and before each act."""

import re

import pytest
from django.urls import reverse

from communautes.comptes.models import Presence, User
from tests.courrier import code_recu
from tests.factories import UserFactory


@pytest.fixture
def mairie(db):
    return UserFactory(last_name="Mairie de Vernon", boite_partagee=True)


def se_connecter(client, personne, suite="/"):
    client.post(reverse("account_login"), {"email": personne.email, "next": suite})
    url = reverse("account_confirm_login_code")
    return client.post(url, {"code": code_recu(), "next": suite})


def repondre(client, nom="Camille Durand", fonction="DGS", suite="/"):
    url = reverse("qui_est_la")
    return client.post(url, {"nom": nom, "fonction": fonction, "next": suite})


class TestQuiEstLa:
    def test_is_asked_at_each_sign_in(self, client, mairie, accueil):
        for nom in ("Camille Durand", "Sam Petit"):
            suite = se_connecter(client, mairie, "/themes/").url
            assert suite.startswith(reverse("qui_est_la"))
            assert client.get(suite).status_code == 200
            assert repondre(client, nom, suite="/themes/").url == "/themes/"
            client.post(reverse("account_logout"))
        assert [p.nom for p in Presence.objects.order_by("pk")] == ["Camille Durand", "Sam Petit"]

    def test_is_shown_in_the_header_and_changed_there(self, client, mairie, accueil):
        se_connecter(client, mairie)
        repondre(client)
        page = client.get("/").content.decode()
        assert "Mairie de Vernon — Camille D., DGS" in page
        assert "Ce n’est pas moi" in page and "Camille Durand" not in page
        menu = re.search('<div class="tec-menu".*?<div class="tec-agir">', page, re.S)[0]
        assert "Camille D." not in menu and page.count("Camille D.") == 1  # on a phone too
        repondre(client, "Sam Petit", "Accueil")
        assert "Mairie de Vernon — Sam P., Accueil" in client.get("/").content.decode()
        assert Presence.objects.count() == 2

    def test_an_act_waits_for_it_and_loses_nothing(self, client, mairie):
        client.force_login(mairie)
        reponse = client.post(reverse("contact_envoyer"), {"texte": "Bonjour & merci"})
        assert reponse.status_code == 403
        page = reponse.content.decode()
        assert "Dites d’abord qui est là" in page and "Bonjour &amp; merci" in page
        repondre(client)
        assert client.post(reverse("contact_envoyer"), {"texte": "x"}).status_code != 403

    def test_another_account_s_answer_is_not_taken(self, client, mairie):
        autre = UserFactory(boite_partagee=True)
        presence = Presence.objects.create(personne=autre, nom="X Y", fonction="Z")
        client.force_login(mairie)
        session = client.session
        session["presence"] = presence.pk
        session.save()
        assert client.post(reverse("contact_envoyer"), {"a": "1"}).status_code == 403

    def test_says_what_is_missing(self, client, mairie):
        client.force_login(mairie)
        page = repondre(client, "", "").content.decode()
        assert "Dites qui est là" in page and "Indiquez votre fonction." in page

    def test_is_not_asked_of_someone_alone(self, client, db):
        personne = UserFactory()
        assert se_connecter(client, personne, "/themes/").url == "/themes/"
        assert client.get(reverse("qui_est_la")).status_code == 302


class TestInscription:
    def test_somebody_alone_is_not_asked_their_position_here(self, client, db):
        """They say it for each collectivité that they join."""
        suite = se_connecter(client, User(email="camille@vernon.example.org")).url
        client.post(suite, {"first_name": "Camille", "last_name": "Durand"})
        assert User.objects.get().get_full_name() == "Camille Durand"

    def test_a_shared_mailbox_says_who_answers(self, client, db):
        suite = se_connecter(client, User(email="mairie@vernon.example.org")).url
        fiche = {"first_name": "Camille", "last_name": "Durand", "boite_partagee": "on"}
        page = client.post(suite, fiche | {"boite": "Mairie de Vernon"}).text
        assert "Indiquez votre fonction." in page

    def test_a_newcomer_says_that_the_mailbox_is_shared(self, client, db):
        suite = se_connecter(client, User(email="mairie@vernon.example.org")).url
        fiche = {
            "first_name": "Camille",
            "last_name": "Durand",
            "fonction": "DGS",
            "boite_partagee": "on",
        }
        assert "Donnez le nom de la boîte" in client.post(suite, fiche).content.decode()
        client.post(suite, fiche | {"boite": "Mairie de Vernon"})
        personne = User.objects.get()
        assert personne.boite_partagee and str(personne) == "Mairie de Vernon"
        presence = Presence.objects.get()
        assert str(presence) == "Camille D., DGS"
        assert client.session["presence"] == presence.pk

    def test_the_administration_says_it_too(self, client, db):
        personne = UserFactory(first_name="A", last_name="B")
        client.force_login(UserFactory(groupe="Administration"))
        url = reverse("wagtailusers_users:edit", args=[personne.pk])
        assert 'name="boite_partagee"' in client.get(url).content.decode()
        fiche = {"email": personne.email, "first_name": "A", "last_name": "B", "is_active": "on"}
        client.post(url, fiche | {"boite_partagee": "on"})
        personne.refresh_from_db()
        assert personne.boite_partagee
