"""A thousand wrong codes: limited, said the same of everybody, and the owner still enters."""

import re

import pytest
import time_machine
from allauth.core import context
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.code import ConnexionParCode
from communautes.comptes.forms import ESSAIS_PAR_MACHINE, CodeForm, ConnexionForm
from communautes.comptes.models import DemandeDeConnexion
from communautes.notifications.models import Courriel
from tests.courrier import code_recu, lien_recu
from tests.factories import UserFactory

# Of one length, that a header says; the page says each as it was typed.
ADRESSE, INCONNUE = "camille@commune.example.org", "martine@commune.example.org"


@pytest.fixture
def camille(db):
    return UserFactory(email=ADRESSE, first_name="Camille", last_name="Durand")


def demander(client, email=ADRESSE, *, machine="198.51.100.1", **entetes):
    return client.post(
        reverse("account_login"), {"email": email}, REMOTE_ADDR=machine, headers=entetes
    )


def saisir(client, code, *, machine="198.51.100.1", **entetes):
    return client.post(
        reverse("account_confirm_login_code"), {"code": code}, REMOTE_ADDR=machine, headers=entetes
    )


def confirmer(client, lien: str):
    jeton = re.search(r'name="jeton" value="([^"]+)"', client.get(lien).content.decode())[1]
    return client.post(reverse("connexion_lien"), {"jeton": jeton})


def est_entre(client) -> bool:
    return "_auth_user_id" in client.session


class TestMilleCodesFaux:
    @pytest.fixture
    def attaquer(self, rf, db):
        """A thousand wrong codes, five by request, as the two pages take them; what is read."""

        def _attaquer(machines, adresses=lambda tour: ADRESSE) -> set[str]:
            lus = set()
            for tour in range(200):
                demande = ConnexionForm({"email": adresses(tour)}, machine=machines(tour))
                if not demande.is_valid():
                    lus |= set(demande.errors["email"])
                    continue
                requete = rf.post("/")
                requete.session = SessionStore()
                with context.request_context(requete):
                    processus = ConnexionParCode.commencer(request=requete, email=adresses(tour))
                for _fois in range(5):
                    form = CodeForm({"code": "abcdef"}, processus=processus, machine=machines(tour))
                    lus |= set(form.errors["code"])
            return {re.sub(r"\d", "", phrase) for phrase in lus}

        return _attaquer

    def test_from_many_machines_the_owner_still_enters(self, camille, attaquer):
        [phrase] = attaquer(lambda tour: f"203.0.113.{tour}")
        assert phrase.startswith("Ce code n’est pas le bon")
        avec_code = DemandeDeConnexion.objects.exclude(code="").count()
        assert avec_code == 11  # fifty guesses in an hour, of a million
        assert Courriel.objects.count() == 11
        proprietaire = Client()
        demander(proprietaire, machine="192.0.2.7")
        confirmer(proprietaire, lien_recu())  # of the latest mail, that others asked for
        assert est_entre(proprietaire)

    def test_says_the_same_of_an_address_without_account(self, camille, attaquer):
        connue = attaquer(lambda tour: f"203.0.113.{tour}")
        inconnue = attaquer(lambda tour: f"203.0.112.{tour}", lambda tour: "x@y.example.org")
        assert connue == inconnue

    def test_from_one_machine_it_is_stopped_and_others_are_not(self, camille, attaquer):
        assert any("attendez une minute" in phrase for phrase in attaquer(lambda tour: "m"))
        assert Courriel.objects.count() == 3
        proprietaire = Client()
        demander(proprietaire, machine="192.0.2.7")
        saisir(proprietaire, code_recu(), machine="192.0.2.7")
        assert est_entre(proprietaire)

    def test_one_machine_cannot_try_many_addresses(self, attaquer):
        lus = attaquer(lambda tour: "m", lambda tour: f"agent{tour}@commune.example.org")
        assert any("Trop de codes faux" in phrase for phrase in lus)
        assert Courriel.objects.count() == 20

    def test_who_had_asked_before_still_uses_their_code(self, camille, attaquer):
        proprietaire = Client()
        demander(proprietaire, machine="192.0.2.7")
        code = code_recu()
        attaquer(lambda tour: f"203.0.113.{tour}")
        saisir(proprietaire, code, machine="192.0.2.7")
        assert est_entre(proprietaire)


class TestMachineFeinte:
    """What a visitor writes in X-Forwarded-For moves no counter: only our proxies are believed."""

    @pytest.fixture(params=[0, 1, 2], ids=["no proxy", "one proxy", "two proxies"])
    def feindre(self, request, settings):
        settings.TEC_PROXYS_DE_CONFIANCE = request.param
        vrais = ["198.51.100.1", "10.0.0.2"][: request.param]  # what our proxies add

        def _entete(tour: int) -> dict:
            return {"X-Forwarded-For": ", ".join([f"203.0.113.{tour}", *vrais])}

        return _entete

    def test_does_not_escape_the_limit_of_mails(self, camille, feindre):
        reponses = [demander(Client(), machine="10.0.0.1", **feindre(n)) for n in range(4)]
        assert [reponse.status_code for reponse in reponses] == [302, 302, 302, 200]
        assert "attendez une minute" in reponses[-1].content.decode()

    def test_does_not_escape_the_limit_of_codes(self, db, feindre):
        for tour in range(ESSAIS_PAR_MACHINE // 5 + 1):
            client = Client()
            demander(
                client, f"agent{tour}@commune.example.org", machine="10.0.0.1", **feindre(tour)
            )
            for essai in range(5):
                reponse = saisir(client, "abcdef", machine="10.0.0.1", **feindre(100 + essai))
        assert "Trop de codes faux" in reponse.content.decode()


class TestReponseConstante:
    """Of an address that has an account and of one that has none."""

    @pytest.fixture
    def lire(self, camille):
        """Asking, reading, five wrong codes: what is answered, and what it costs."""

        def _lire(email: str) -> list:
            client, lus = Client(), []
            etapes = [lambda: demander(client, email)]
            etapes += [lambda: client.get(reverse("account_confirm_login_code"))]
            etapes += [lambda: saisir(client, "abcdef") for _fois in range(5)]
            etapes += [lambda: client.get(reverse("account_login"))]
            for etape in etapes:
                with CaptureQueriesContext(connection) as requetes:
                    reponse = etape()
                lus.append(
                    (
                        reponse.status_code,
                        _sans_alea(reponse.content.decode()).replace(email, ""),
                        {nom: _sans_alea(valeur) for nom, valeur in reponse.headers.items()},
                        sorted(reponse.cookies.keys()),
                        len(requetes),
                    )
                )
            return lus

        return _lire

    def test_body_status_headers_cookies_and_queries(self, lire):
        with time_machine.travel(timezone.now(), tick=False):  # « Expires » says the second
            lire("echauffement@commune.example.org")  # what a process reads once
            assert lire(ADRESSE) == lire(INCONNUE)


def _sans_alea(texte: str) -> str:
    texte = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", texte)
    return re.sub(r"data-secondes>\d+|data-attente=.\d+.|nonce-[\w+/=-]+", "", texte)
