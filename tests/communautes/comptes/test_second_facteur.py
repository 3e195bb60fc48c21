"""The second factor: who must, how it is proved, what it stops, how it is lost and given back."""

import html
import json
import re
import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from communautes.comptes.models import EvenementDeConnexion
from communautes.comptes.permissions import doit_prouver
from communautes.comptes.second_facteur import facteurs
from tests.communautes.comptes.cle_logicielle import Cle
from tests.communautes.comptes.test_session_terminee import donnees
from tests.factories import ActualitePageFactory, UserFactory

ADMIN = "/admin/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _exige(settings):
    settings.TEC_SECOND_FACTEUR = True
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]


@pytest.fixture
def redaction(db):
    return UserFactory(groupe="Rédaction", first_name="Rose", last_name="Bois")


@pytest.fixture
def protegee(redaction):
    """Someone who has an application and recovery codes."""
    redaction.codes = facteurs.ajouter_application(redaction, SECRET)
    return redaction


@pytest.fixture
def connexion(client):
    def _connexion(personne):
        client.force_login(personne)
        return client

    return _connexion


def code_de(secret: str = SECRET) -> str:
    compteur = int(time.time()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, compteur))


def prouver(client, code: str, suite: str = ADMIN):
    return client.post(reverse("second_facteur_prouver"), {"code": code, "next": suite})


def est_entre(client) -> bool:
    """As a page sees it: a session may remain whose account is no longer recognised."""
    reponse = client.get(reverse("second_facteur"))
    return not getattr(reponse, "url", "").startswith(reverse("account_login"))


def options_de(page) -> dict:
    texte = re.search(r'data-options="([^"]+)"', page.content.decode())[1]
    return json.loads(html.unescape(texte))


class TestQuiDoit:
    @pytest.mark.parametrize("groupe", ["Rédaction", "Relecture", "Administration"])
    def test_whoever_enters_the_admin(self, db, groupe):
        assert doit_prouver(UserFactory(groupe=groupe))

    def test_groups_that_are_given_the_permission(self, db):
        groupe = Group.objects.create(name="Prestataires")
        groupe.permissions.add(Permission.objects.get(codename="prouver_second_facteur"))
        assert doit_prouver(UserFactory(groupe="Prestataires"))

    def test_superusers_and_not_plain_accounts(self, db):
        assert doit_prouver(UserFactory(is_superuser=True))
        assert not doit_prouver(UserFactory())


class TestBarriere:
    def test_the_admin_leads_to_enrolment_then_back(self, connexion, redaction):
        client = connexion(redaction)
        suite = reverse("wagtailadmin_explore_root")
        reponse = client.get(suite, follow=True)
        assert reponse.redirect_chain[-1][0].startswith(reverse("second_facteur"))
        assert "Votre rôle demande plus" in reponse.content.decode()
        application = reverse("second_facteur_application") + f"?next={suite}"
        secret = re.search(r"tec-secret\">(\w+)<", client.get(application).content.decode())[1]
        client.post(application, {"code": code_de(secret), "next": suite}, follow=True)
        assert client.post(reverse("second_facteur_gardes"), {"next": suite}).url == suite
        assert client.get(suite).status_code == 200

    def test_who_has_one_proves_it_and_comes_back(self, connexion, protegee):
        client = connexion(protegee)
        reponse = client.get(ADMIN, follow=True)
        assert reponse.redirect_chain[-1][0].startswith(reverse("second_facteur_prouver"))
        assert prouver(client, code_de()).url == ADMIN
        assert client.get(ADMIN).status_code == 200
        assert client.session["second_facteur_prouve"] == "totp"

    def test_what_was_posted_comes_back_then_passes(self, connexion, protegee):
        page = ActualitePageFactory()
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        client = connexion(protegee)
        reponse = client.post(url, {"title": "Un « titre »", "choix": ["a", "b"]})
        assert reponse.status_code == 403
        lu = reponse.content.decode()
        assert "Rien n’est perdu" in lu and 'value="Un « titre »"' in lu
        assert lu.count('name="choix"') == 2 and f'action="{url}"' in lu
        prouver(client, code_de())
        assert client.post(url, donnees(page, title="Autre")).status_code == 302

    def test_a_script_is_told_so(self, connexion, protegee):
        entetes = {"X-Requested-With": "XMLHttpRequest"}
        reponse = connexion(protegee).post(ADMIN, {"a": "1"}, headers=entetes)
        assert reponse.status_code == 403 and reponse.json()["error_code"] == "locked"

    def test_a_public_page_is_read_without(self, connexion, protegee, accueil):
        assert connexion(protegee).get("/").status_code == 200

    def test_a_plain_account_is_not_asked(self, connexion, db):
        client = connexion(UserFactory())
        assert client.post(reverse("contact_envoyer"), {}).status_code != 403

    def test_a_plain_account_that_has_one_is_asked(self, connexion, db):
        personne = UserFactory()
        facteurs.ajouter_application(personne, SECRET)
        client = connexion(personne)
        assert client.post(reverse("contact_envoyer"), {"a": "1"}).status_code == 403

    @pytest.mark.parametrize("marque", ["proconnect", "demonstration"])
    def test_other_doors_may_have_proved_it(self, connexion, redaction, marque):
        client = connexion(redaction)
        session = client.session
        session["second_facteur_prouve"] = marque
        session.save()
        assert client.get(ADMIN).status_code == 200

    def test_an_invented_mark_proves_nothing(self, connexion, redaction):
        client = connexion(redaction)
        session = client.session
        session["second_facteur_prouve"] = "oui"
        session.save()
        assert client.get(ADMIN).status_code == 302

    def test_factors_are_not_changed_before_it_is_proved(self, connexion, protegee):
        client = connexion(protegee)
        for nom in ("second_facteur", "second_facteur_application", "second_facteur_cle"):
            assert client.get(reverse(nom)).url.startswith(reverse("second_facteur_prouver"))
        assert client.post(reverse("second_facteur_codes")).status_code == 302
        facteur = Authenticator.objects.get(type="totp")
        client.post(reverse("second_facteur_retirer", args=[facteur.pk]))
        assert Authenticator.objects.count() == 2


class TestCodes:
    def test_the_session_changes(self, connexion, protegee):
        client = connexion(protegee)
        avant = client.session.session_key
        prouver(client, code_de())
        assert client.session.session_key != avant
        assert not Session.objects.filter(session_key=avant).exists()

    def test_a_code_serves_once(self, connexion, protegee):
        code = code_de()
        prouver(connexion(protegee), code)
        autre = Client()
        autre.force_login(protegee)
        assert prouver(autre, code).status_code == 200
        assert autre.get(ADMIN).status_code == 302

    def test_also_when_the_cache_is_down(self, connexion, protegee, cache_en_panne):
        code = code_de()
        assert prouver(connexion(protegee), code).url == ADMIN
        assert facteurs.verifier_code(protegee, code) == ""

    def test_a_recovery_code_serves_once_and_is_said_by_mail(self, connexion, protegee, relever):
        code = protegee.codes[3]
        client = connexion(protegee)
        assert prouver(client, code).url == ADMIN
        assert client.session["second_facteur_prouve"] == "recuperation"
        assert facteurs.codes_restants(protegee) == 9
        assert facteurs.verifier_code(protegee, code) == ""
        assert any("code de secours a servi" in courriel.body for courriel in relever())

    def test_tries_are_limited_and_the_limit_ends(self, connexion, protegee):
        client = connexion(protegee)
        for _fois in range(10):
            assert "n’est pas le bon" in prouver(client, "000000").content.decode()
        assert "attendez dix minutes" in prouver(client, code_de()).content.decode()
        with time_machine.travel(timezone.now() + timedelta(minutes=11)):
            assert prouver(client, code_de()).url == ADMIN

    def test_nothing_is_in_clear(self, connexion, redaction):
        client = connexion(redaction)
        page = client.get(reverse("second_facteur_application")).content.decode()
        secret = re.search(r"tec-secret\">(\w+)<", page)[1]
        assert secret not in str(Session.objects.get().get_decoded())
        envoi = {"code": code_de(secret)}
        page = client.post(reverse("second_facteur_application"), envoi, follow=True)
        codes = re.findall(r"<li><code>(\d{8})</code></li>", page.content.decode())
        assert len(set(codes)) == 10
        gardes = [str(a.data) for a in Authenticator.objects.all()]
        gardes.append(str(Session.objects.get().get_decoded()))
        assert not [g for g in gardes for clair in (secret, *codes) if clair in g]

    def test_the_drawing_is_inline_svg(self, connexion, redaction):
        page = connexion(redaction).get(reverse("second_facteur_application")).content.decode()
        assert '<svg class="tec-qr"' in page and 'role="img"' in page
        assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)", page)


class TestCle:
    @pytest.fixture
    def cle(self):
        return Cle("localhost")

    def ajouter(self, client, cle, nom="Mon téléphone"):
        url = reverse("second_facteur_cle")
        options = options_de(client.get(url, headers={"host": "localhost"}))
        donnees = {"nom": nom, "credential": cle.creer(options)}
        return client.post(url, donnees, headers={"host": "localhost"}, follow=True)

    def test_is_added_then_proves(self, client, redaction, cle, relever):
        client.force_login(redaction)
        assert "Vos codes de secours" in self.ajouter(client, cle).content.decode()
        assert str(facteurs.facteurs(redaction).get()) == "Mon téléphone"
        assert any("clé d’accès a été ajoutée" in courriel.body for courriel in relever())
        autre = Client(headers={"host": "localhost"})
        redaction.refresh_from_db()
        autre.force_login(redaction)
        url = reverse("second_facteur_prouver")
        donnees = {"credential": cle.prouver(options_de(autre.get(url))), "next": ADMIN}
        assert autre.post(url, donnees).url == ADMIN
        assert autre.session["second_facteur_prouve"] == "passkey"
        assert autre.get(ADMIN).status_code == 200

    def test_another_key_proves_nothing(self, client, redaction, cle):
        client.force_login(redaction)
        self.ajouter(client, cle)
        autre = Client(headers={"host": "localhost"})
        redaction.refresh_from_db()
        autre.force_login(redaction)
        url = reverse("second_facteur_prouver")
        donnees = {"credential": Cle("localhost").prouver(options_de(autre.get(url)))}
        assert "pas été reconnue" in autre.post(url, donnees).content.decode()
        assert autre.get(ADMIN).status_code == 302

    @pytest.mark.parametrize("reponse", ["{}", "[]", "1", '{"id": "x", "response": {}}', "null"])
    def test_what_is_no_key_is_refused(self, client, redaction, reponse):
        client.force_login(redaction)
        url = reverse("second_facteur_cle")
        client.get(url)
        assert client.post(url, {"nom": "x", "credential": reponse}).status_code == 200
        assert not Authenticator.objects.exists()
        facteurs.ajouter_application(redaction, SECRET)
        client.force_login(redaction)
        url = reverse("second_facteur_prouver")
        assert client.post(url, {"credential": reponse}).status_code == 200


class TestRetirer:
    def entrer(self, client, personne):
        client.force_login(personne)
        prouver(client, code_de())
        return client

    def test_the_only_one_of_who_must_stays(self, client, protegee):
        self.entrer(client, protegee)
        facteur = facteurs.facteurs(protegee).get()
        url = reverse("second_facteur_retirer", args=[facteur.pk])
        assert "ajoutez-en d’abord un autre" in client.post(url, follow=True).content.decode()
        assert facteurs.a_un_facteur(protegee)

    def test_of_two_one_goes(self, client, protegee, relever):
        self.entrer(client, protegee)
        Authenticator.objects.create(user=protegee, type="webauthn", data={"name": "Clé"})
        url = reverse("second_facteur_retirer", args=[Authenticator.objects.get(type="totp").pk])
        assert client.get(url).status_code == 200
        client.post(url)
        assert [f.type for f in facteurs.facteurs(protegee)] == ["webauthn"]
        assert any("a été retiré" in courriel.body for courriel in relever())

    def test_nobody_removes_another_s(self, client, protegee):
        autre = UserFactory()
        facteurs.ajouter_application(autre, SECRET)
        self.entrer(client, protegee)
        facteur = facteurs.facteurs(autre).get()
        url = reverse("second_facteur_retirer", args=[facteur.pk])
        assert client.post(url).status_code == 404

    def test_new_recovery_codes_replace_the_old(self, client, protegee):
        self.entrer(client, protegee)
        page = client.post(reverse("second_facteur_codes"), follow=True).text
        codes = re.findall(r"<li><code>(\d{8})</code></li>", page)
        assert len(codes) == 10 and not set(codes) & set(protegee.codes)
        assert facteurs.verifier_code(protegee, protegee.codes[0]) == ""

    def test_one_s_account_in_the_admin_leads_there(self, client, protegee):
        self.entrer(client, protegee)
        page = client.get(reverse("wagtailadmin_account")).content.decode()
        assert reverse("second_facteur") in page

    def test_the_list_says_what_there_is(self, client, protegee):
        self.entrer(client, protegee)
        page = client.get(reverse("second_facteur")).content.decode()
        assert "Application d’authentification" in page and "10 codes de secours" in page


class TestAutresSessions:
    """Who changes a factor because of an intruder does not keep the intruder."""

    @pytest.fixture
    def ici(self, client, protegee):
        client.force_login(protegee)
        prouver(client, code_de())
        return client

    @pytest.fixture
    def intrus(self, ici, protegee):
        """Opened after: its session is bound to what the account is now."""
        navigateur = Client()
        protegee.refresh_from_db()
        navigateur.force_login(protegee)
        assert est_entre(navigateur)
        return navigateur

    def changer(self, client, protegee, geste: str):
        if geste == "codes":
            return client.post(reverse("second_facteur_codes"), follow=True)
        if geste == "retirer":
            Authenticator.objects.create(user=protegee, type="webauthn", data={"name": "Clé"})
            facteur = Authenticator.objects.get(type="totp")
            url = reverse("second_facteur_retirer", args=[facteur.pk])
            return client.post(url, follow=True)
        if geste == "cle":
            navigateur = Cle("localhost")
            url = reverse("second_facteur_cle")
            options = options_de(client.get(url, headers={"host": "localhost"}))
            donnees = {"nom": "Clé", "credential": navigateur.creer(options)}
            return client.post(url, donnees, headers={"host": "localhost"}, follow=True)
        client.logout()
        protegee.refresh_from_db()
        client.force_login(protegee)
        reponse = client.post(
            reverse("second_facteur_prouver"), {"code": protegee.codes[0], "next": "/contact/"}
        )
        return client.get(reponse.url)

    @pytest.mark.parametrize("geste", ["codes", "retirer", "cle", "recuperation"])
    def test_end_and_this_one_stays(self, ici, intrus, protegee, relever, geste):
        reponse = self.changer(ici, protegee, geste)
        assert not est_entre(intrus)
        assert est_entre(ici) and ici.get(ADMIN).status_code == 200
        assert "Vos autres sessions sont fermées" in reponse.content.decode()
        assert "autres sessions de votre compte sont fermées" in relever()[-1].body

    def test_a_first_application_ends_them_too(self, client, db, relever):
        personne = UserFactory()
        client.force_login(personne)
        intrus = Client()
        intrus.force_login(personne)
        url = reverse("second_facteur_application")
        secret = re.search(r"tec-secret\">(\w+)<", client.get(url).content.decode())[1]
        page = client.post(url, {"code": code_de(secret)}, follow=True).text
        assert "Vos autres sessions sont fermées" in page
        assert est_entre(client) and not est_entre(intrus)
        assert client.session["second_facteur_prouve"] == "totp"
        assert "autres sessions de votre compte sont fermées" in relever()[-1].body

    def test_proving_one_ends_none(self, ici, intrus, protegee):
        with time_machine.travel(timezone.now() + timedelta(minutes=1)):
            prouver(intrus, code_de())
        assert est_entre(ici) and est_entre(intrus)


class TestReinitialisation:
    @pytest.fixture
    def administration(self, db):
        personne = UserFactory(groupe="Administration")
        client = Client()
        client.force_login(personne)
        session = client.session
        session["second_facteur_prouve"] = "totp"
        session.save()
        return client

    def url(self, personne) -> str:
        return reverse("personnes_second_facteur", args=[personne.pk])

    def test_takes_all_away_with_a_reason_and_says_so(
        self, client, administration, protegee, relever
    ):
        client.force_login(protegee)
        fiche = administration.get(reverse("wagtailusers_users:edit", args=[protegee.pk]))
        assert self.url(protegee) in fiche.content.decode()
        administration.post(self.url(protegee), {"motif": "Téléphone perdu, vue en personne."})
        assert not Authenticator.objects.filter(user=protegee).exists()
        assert "_auth_user_id" not in client.session or client.get(ADMIN).url.startswith(
            reverse("account_login")
        )
        evenement = EvenementDeConnexion.objects.get(evenement="second_facteur_reinitialise")
        assert evenement.personne == protegee
        trace = ModelLogEntry.objects.get(action="comptes.second_facteur")
        assert trace.data["motif"].startswith("Téléphone perdu")
        assert [c.to for c in relever() if "a retiré toutes" in c.body] == [[protegee.email]]

    def test_needs_a_reason(self, administration, protegee):
        assert (
            "Dites pourquoi."
            in administration.post(self.url(protegee), {"motif": ""}).content.decode()
        )
        assert facteurs.a_un_facteur(protegee)

    def test_not_of_someone_above_nor_of_oneself(self, administration):
        superieure = UserFactory(is_superuser=True)
        facteurs.ajouter_application(superieure, SECRET)
        administration.post(self.url(superieure), {"motif": "x"})
        assert facteurs.a_un_facteur(superieure)
        soi = Authenticator.objects.exclude(user=superieure)
        assert not soi.exists()
