"""ProConnect when it answers as it should: who arrives, who comes back, who leaves."""

from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.models import EvenementDeConnexion, User
from communautes.comptes.proconnect import adapter
from tests.communautes.comptes.allers_retours import (
    chez_proconnect,
    est_entre,
    lien,
    partir,
    revenir,
)
from tests.communautes.comptes.fournisseur_oidc import PERSONNE
from tests.courrier import code_recu
from tests.factories import UserFactory

ADRESSE = PERSONNE["email"]


def relier(personne, sub: str = PERSONNE["sub"]) -> SocialAccount:
    return SocialAccount.objects.create(user=personne, provider="proconnect", uid=sub)


def evenements() -> list[str]:
    return list(EvenementDeConnexion.objects.order_by("pk").values_list("evenement", flat=True))


def saisir(client, code, **suite):
    return client.post(reverse("account_confirm_login_code"), {"code": code, **suite})


class TestPremiereArrivee:
    def test_opens_an_account_without_any_right(self, client, par_proconnect):
        assert par_proconnect().url == "/"
        personne = User.objects.get(pk=client.session["_auth_user_id"])
        assert (personne.email, personne.first_name, personne.last_name) == (
            ADRESSE,
            "Camille",
            "Durand",
        )
        assert not personne.groups.exists() and not personne.get_all_permissions()
        assert not personne.is_staff and not personne.is_superuser
        assert not personne.has_usable_password()
        assert evenements() == ["compte_ouvert", "connexion"]

    def test_keeps_what_affiliations_need_and_no_more(self, par_proconnect):
        par_proconnect()
        compte = SocialAccount.objects.get()
        assert (compte.provider, compte.uid) == ("proconnect", PERSONNE["sub"])
        assert compte.extra_data.pop("dit_le")
        assert compte.extra_data == {
            "siret": PERSONNE["siret"],
            "idp_id": PERSONNE["idp_id"],
            "amr": ["pwd"],
        }

    def test_an_address_that_is_corrected_leaves_no_door_behind(self, par_proconnect):
        """allauth's table of addresses would go on opening the account to the old one."""
        par_proconnect()
        assert not EmailAddress.objects.exists()

    @pytest.mark.parametrize(
        ("dit", "garde"),
        [
            ({"siret": "210 039 011 00014"}, {"siret": "21003901100014"}),
            ({"siret": "commune"}, {"siret": ""}),
            ({"siret": 21003901100014}, {"siret": ""}),
            ({"is_external": True}, {"is_external": True}),
            ({"is_external": "oui"}, {"is_external": None}),
            ({"idp_id": None}, {"idp_id": None}),
        ],
        ids=["spaces", "no siret", "a number", "external", "not a boolean", "no idp"],
    )
    def test_of_what_is_said_badly_nothing_is_kept(self, fournisseur, par_proconnect, dit, garde):
        fournisseur.personne |= dit
        par_proconnect()
        compte = SocialAccount.objects.get()
        assert {cle: compte.extra_data.get(cle) for cle in garde} == garde

    def test_strange_names_do_not_break_it(self, fournisseur, par_proconnect):
        fournisseur.personne |= {"given_name": ["Jean"], "usual_name": "É" * 400 + "\x00"}
        par_proconnect()
        personne = User.objects.get()
        assert personne.first_name == "" and personne.last_name == "É" * 80

    def test_two_at_once_open_one_account(self, client, par_proconnect, monkeypatch):
        """The other one has just written the row that this one did not see."""
        UserFactory(email=ADRESSE)
        personne_encore = SimpleNamespace(de_l_adresse=lambda adresse: None)
        monkeypatch.setattr(adapter, "User", SimpleNamespace(objects=personne_encore))
        reponse = par_proconnect()
        assert reponse.status_code == 409
        assert "Recommencez" in reponse.content.decode()
        assert not est_entre(client) and User.objects.count() == 1


class TestRetour:
    def test_the_sub_is_the_key_whatever_the_address(self, client, fournisseur, par_proconnect):
        par_proconnect()
        premier = User.objects.get()
        client.logout()
        UserFactory(email="camille.durand@agglo.example.org")
        fournisseur.personne |= {
            "email": "camille.durand@agglo.example.org",
            "siret": "20005376700018",
        }
        par_proconnect()
        assert client.session["_auth_user_id"] == str(premier.pk)
        premier.refresh_from_db()
        assert premier.email == ADRESSE
        assert SocialAccount.objects.get().extra_data["siret"] == "20005376700018"

    def test_who_is_known_needs_no_address(self, client, fournisseur, par_proconnect):
        relier(UserFactory())
        del fournisseur.personne["email"]
        par_proconnect()
        assert est_entre(client)

    def test_an_editor_lands_in_the_admin(self, client, par_proconnect):
        relier(UserFactory(groupe="Rédaction"))
        reponse = par_proconnect()
        assert reponse.url == reverse("wagtailadmin_home")
        assert client.get(reponse.url).status_code == 200

    def test_the_admin_s_door_is_the_same(self, client, fournisseur):
        relier(UserFactory(groupe="Rédaction"))
        suite = reverse("wagtailadmin_explore_root")
        page = client.get(suite, follow=True)
        assert f'<input type="hidden" name="next" value="{suite}">' in page.content.decode()
        assert revenir(client, chez_proconnect(partir(client, suite))).url == suite

    @pytest.mark.parametrize(
        ("suite", "arrivee"),
        [
            ("/ressources/?theme=eau&page=2", "/ressources/?theme=eau&page=2"),
            ("https://ailleurs.example.org/", "/"),
            ("//ailleurs.example.org/", "/"),
            ("javascript:alert(1)", "/"),
        ],
        ids=["here", "elsewhere", "no scheme", "script"],
    )
    def test_comes_back_where_they_were(self, par_proconnect, suite, arrivee):
        assert par_proconnect(suite).url == arrivee

    def test_the_session_changes_its_key(self, client, fournisseur):
        adresse = chez_proconnect(partir(client))
        avant = client.cookies["sessionid"].value
        revenir(client, adresse)
        assert client.cookies["sessionid"].value != avant
        assert not est_entre(_avec_session(avant))

    def test_someone_else_s_session_ends_first(self, client, par_proconnect):
        client.force_login(UserFactory())
        session = client.session
        session["gardee"] = "d’avant"
        session.save()
        relier(personne := UserFactory())
        par_proconnect()
        assert client.session["_auth_user_id"] == str(personne.pk)
        assert "gardee" not in client.session


def _avec_session(cle: str) -> Client:
    navigateur = Client()
    navigateur.cookies["sessionid"] = cle
    return navigateur


class TestAdresseDejaConnue:
    @pytest.fixture
    def personne(self, db):
        return UserFactory(email=ADRESSE)

    def test_is_proved_once_by_the_code_then_tied(self, client, par_proconnect, personne):
        reponse = par_proconnect("/ressources/")
        assert not est_entre(client) and not SocialAccount.objects.exists()
        page = client.get(reponse.url).content.decode()
        assert "Pour le relier à ProConnect" in page
        assert saisir(client, code_recu(), next="/ressources/").url == "/ressources/"
        assert SocialAccount.objects.get().user == personne
        assert evenements() == ["preuve_demandee", "compte_relie", "connexion"]
        client.logout()
        assert par_proconnect().status_code == 302
        assert client.session["_auth_user_id"] == str(personne.pk)

    def test_a_wrong_code_ties_nothing(self, client, par_proconnect, personne):
        par_proconnect()
        saisir(client, "FAUXCODE")
        assert not est_entre(client) and not SocialAccount.objects.exists()

    def test_the_code_in_another_browser_ties_nothing(self, client, par_proconnect, personne):
        """The mailbox alone does not say who asked ProConnect."""
        par_proconnect()
        ailleurs = Client()
        ailleurs.post(reverse("account_login"), {"email": ADRESSE})
        saisir(ailleurs, code_recu())
        assert est_entre(ailleurs) and not SocialAccount.objects.exists()
        assert not est_entre(client)

    def test_somebody_else_s_code_ties_nothing(self, client, par_proconnect, personne):
        par_proconnect()
        autre = UserFactory()
        client.post(reverse("account_login"), {"email": autre.email})
        saisir(client, code_recu())
        assert client.session["_auth_user_id"] == str(autre.pk)
        assert not SocialAccount.objects.exists()

    def test_what_waits_too_long_is_forgotten(self, client, par_proconnect, personne):
        par_proconnect()
        with time_machine.travel(timezone.now() + timedelta(minutes=40)):
            client.post(reverse("account_login"), {"email": ADRESSE})
            saisir(client, code_recu())
        assert est_entre(client) and not SocialAccount.objects.exists()

    def test_another_identity_provider_gives_another_key(
        self, client, fournisseur, par_proconnect, personne
    ):
        """A `sub` is that of one identity provider: who changes of one proves the address again."""
        relier(personne, "sub-d-avant")
        par_proconnect()
        assert not est_entre(client)
        saisir(client, code_recu())
        assert personne.socialaccount_set.count() == 2

    def test_proves_no_second_factor(self, client, fournisseur, par_proconnect, personne):
        """A mailbox may open an account at ProConnect, with a second factor of its own."""
        fournisseur.amr = ["pwd", "totp", "mfa"]
        par_proconnect()
        saisir(client, code_recu())
        assert "second_facteur_prouve" not in client.session

    def test_codes_are_limited(self, client, par_proconnect, personne):
        for _ in range(3):
            assert par_proconnect().status_code == 302
        assert par_proconnect().status_code == 429


class TestSecondFacteur:
    @pytest.mark.parametrize(
        ("amr", "prouve"),
        [
            (["pwd"], None),
            (["mail"], None),
            (["totp"], None),
            (["pwd", "totp", "mfa"], "proconnect"),
            (["pop"], "proconnect"),
            ("mfa", "proconnect"),
            (None, None),
            ([{"mfa": 1}, 3], None),
        ],
        ids=["password", "mail", "totp alone", "mfa", "passkey", "text", "absent", "nonsense"],
    )
    def test_is_what_amr_says(self, client, fournisseur, par_proconnect, amr, prouve):
        fournisseur.amr = amr
        par_proconnect()
        assert est_entre(client)
        assert client.session.get("second_facteur_prouve") == prouve

    def test_does_not_outlive_its_sign_in(self, client, fournisseur, par_proconnect):
        relier(UserFactory())
        fournisseur.amr = ["mfa"]
        par_proconnect()
        fournisseur.amr = ["pwd"]
        par_proconnect()
        assert "second_facteur_prouve" not in client.session


class TestDemande:
    def test_nothing_is_taken_from_the_visitor_but_where_to_come_back(self, client, fournisseur):
        ajouts = {"scope": "phone", "auth_params": "nonce=x&prompt=none", "process": "connect"}
        url = f"{reverse('proconnect_depart')}?{urlencode(ajouts | {'action': 'rerequest'})}"
        demande = parse_qs(urlsplit(lien(client.post(url, ajouts))).query)
        assert "phone" not in demande["scope"][0] and "prompt" not in demande
        assert len(demande["nonce"][0]) >= 32

    def test_each_has_its_own_secrets(self, client, fournisseur):
        vus = [parse_qs(urlsplit(partir(client)).query) for _ in range(2)]
        for nom in ("state", "nonce", "code_challenge"):
            assert vus[0][nom] != vus[1][nom]

    def test_wants_a_post_of_ours(self, client, fournisseur):
        url = reverse("proconnect_depart")
        assert client.get(f"{url}?next=/a/").url == f"{reverse('account_login')}?next=%2Fa%2F"
        assert Client(enforce_csrf_checks=True).post(url).status_code == 403

    def test_in_english_the_declared_address_is_the_same(self, client, fournisseur):
        client.post("/en/connexion/proconnect/", {"next": "/en/"})
        adresse = lien(client.post("/en/connexion/proconnect/", {"next": "/en/"}))
        assert revenir(client, chez_proconnect(adresse)).url == "/en/"

    def test_is_limited(self, client, fournisseur, monkeypatch):
        monkeypatch.setattr("communautes.comptes.proconnect.views.DEPARTS_PAR_MACHINE", 2)
        url = reverse("proconnect_depart")
        assert [client.post(url).status_code for _ in range(3)] == [200, 200, 429]


class TestDiscretion:
    def test_showing_the_door_asks_nothing(self, client, fournisseur):
        page = client.get(reverse("account_login")).content.decode()
        assert "S’identifier avec" in page and "Qu’est-ce que ProConnect\u00a0?" in page
        assert fournisseur.requetes == []

    def test_addresses_and_keys_are_kept(self, client, fournisseur, par_proconnect):
        for _ in range(3):
            par_proconnect()
            client.logout()
        demandes = fournisseur.requetes
        assert demandes.count("GET /.well-known/openid-configuration") == 1
        assert demandes.count("GET /jwks") == 1

    def test_works_without_the_cache(self, client, par_proconnect, cache_en_panne):
        par_proconnect()
        assert est_entre(client)

    def test_a_new_key_is_found(self, client, fournisseur, par_proconnect):
        par_proconnect()
        client.logout()
        with time_machine.travel(timezone.now() + timedelta(minutes=2)):
            fournisseur.kid = fournisseur.signe["jeton"] = fournisseur.signe["identite"] = "autre"
            par_proconnect()
        assert est_entre(client)

    def test_no_application_is_looked_for_in_the_database(self, client, par_proconnect):
        with CaptureQueriesContext(connection) as requetes:
            par_proconnect()
        assert not [r for r in requetes if "socialaccount_socialapp" in r["sql"]]

    def test_without_declaration_nothing_shows(self, client, db):
        assert "ProConnect" not in client.get(reverse("account_login")).content.decode()
        assert client.post(reverse("proconnect_depart")).status_code == 404
        for nom in ("proconnect_depart", "proconnect_retour", "proconnect_sortie"):
            assert client.get(reverse(nom)).status_code == 404


class TestSortie:
    def test_ends_the_session_there_too(self, client, fournisseur, par_proconnect):
        par_proconnect()
        reponse = client.post(reverse("account_logout"))
        assert not est_entre(client)
        adresse = lien(reponse)
        assert len(parse_qs(urlsplit(adresse).query)["state"][0]) >= 32
        page = client.get(revenir(client, chez_proconnect(adresse)).url).content.decode()
        assert "ici et chez ProConnect" in page

    def test_of_the_admin_is_the_same(self, client, fournisseur, par_proconnect):
        relier(UserFactory(groupe="Rédaction"))
        par_proconnect()
        assert "/session/end" in lien(client.post(reverse("wagtailadmin_logout")))
        assert not est_entre(client)

    def test_another_state_says_nothing(self, client, fournisseur, par_proconnect):
        par_proconnect()
        client.post(reverse("account_logout"))
        reponse = client.get(f"{reverse('proconnect_sortie')}?state=autre", follow=True)
        assert "chez ProConnect" not in reponse.content.decode()

    def test_of_who_came_by_code_stays_here(self, client, fournisseur):
        client.force_login(UserFactory())
        assert client.post(reverse("account_logout")).url == "/"

    def test_does_not_wait_for_a_service_that_is_down(
        self, client, fournisseur, par_proconnect, settings
    ):
        par_proconnect()
        settings.PROCONNECT = settings.PROCONNECT | {"url": "http://127.0.0.1:9"}
        reponse = client.post(reverse("account_logout"), follow=True)
        assert not est_entre(client)
        assert "fermez aussi le navigateur" in reponse.content.decode()
