import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from communautes.comptes.models import DemandeDeConnexion, User
from communautes.notifications.models import Courriel
from communautes.notifications.services import livrer_ce_qui_est_du
from tests import pannes
from tests.courrier import code_recu
from tests.factories import UserFactory
from tests.paralleles import a_part, ensemble


@pytest.fixture
def redaction(db):
    return UserFactory(email="Redaction@Commune.example.org", groupe="Rédaction")


def demander(client, email, **suite):
    return client.post(reverse("account_login"), {"email": email, **suite})


def saisir(client, code, **suite):
    return client.post(reverse("account_confirm_login_code"), {"code": code, **suite})


def renvoyer(client):
    return client.post(reverse("account_confirm_login_code"), {"action": "resend"}, follow=True)


def est_entre(client) -> bool:
    return "_auth_user_id" in client.session


class TestConnexionParCode:
    def test_an_editor_lands_in_the_admin(self, client, redaction):
        response = demander(client, "redaction@commune.example.org")
        assert response.url == reverse("account_confirm_login_code")
        response = saisir(client, code_recu())
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")
        assert client.get(response.url).status_code == 200

    def test_comes_back_to_the_page_that_was_asked(self, client, redaction):
        suite = reverse("wagtailadmin_explore_root")
        response = client.get(suite, follow=True)
        adresse = response.redirect_chain[-1][0]
        response = client.post(adresse, {"email": redaction.email, "next": suite})
        response = client.post(response.url, {"code": code_recu(), "next": suite})
        assert response.url == suite

    def test_another_code_replaces_the_first(self, client, redaction):
        demander(client, redaction.email)
        premier = code_recu()
        with time_machine.travel(timezone.now() + timedelta(seconds=31)):
            page = renvoyer(client).content.decode()
            assert "Un autre courriel est parti" in page
            assert saisir(client, premier).status_code == 200
            saisir(client, code_recu())
        assert est_entre(client)

    def test_another_code_waits_for_a_delay_that_is_said(self, client, redaction):
        demander(client, redaction.email)
        assert "Possible dans" in client.get(reverse("account_confirm_login_code")).content.decode()
        page = renvoyer(client).content.decode()
        assert re.search(r"Attendez encore \d+ secondes avant", page)
        assert Courriel.objects.count() == 1
        saisir(client, code_recu())
        assert est_entre(client)

    def test_three_other_codes_and_no_more(self, client, redaction):
        demander(client, redaction.email)
        for fois in range(1, 5):
            with time_machine.travel(timezone.now() + timedelta(seconds=31 * fois)):
                page = renvoyer(client).content.decode()
        assert "assez de codes" in page
        assert Courriel.objects.count() == 4

    def test_another_address_can_be_given(self, client, redaction):
        demander(client, "redactoin@commune.example.org")
        assert client.get(reverse("account_login")).status_code == 200
        demander(client, redaction.email)
        saisir(client, code_recu())
        assert est_entre(client)

    def test_a_closed_account_stays_outside(self, client, redaction):
        demander(client, redaction.email)
        User.objects.update(is_active=False)
        saisir(client, code_recu())
        assert not est_entre(client)


class TestSecret:
    def test_the_code_is_stored_nowhere(self, client, redaction):
        demander(client, redaction.email)
        session = Session.objects.get().get_decoded()
        ligne = Courriel.objects.values().get()
        code = code_recu()
        for garde in (str(session), str(ligne), mail.outbox[-1].subject):
            assert code not in garde
        for demande in DemandeDeConnexion.objects.values():
            assert code not in str(demande)
        assert Courriel.objects.get().corps == ""

    def test_a_code_serves_once(self, client, redaction):
        demander(client, redaction.email)
        session = client.cookies["sessionid"].value
        garde = Session.objects.get(session_key=session).session_data
        code = code_recu()
        saisir(client, code)
        assert est_entre(client)
        client.logout()
        Session.objects.create(
            session_key=session, session_data=garde, expire_date=timezone.now() + timedelta(days=1)
        )
        client.cookies["sessionid"] = session
        saisir(client, code)
        assert not est_entre(client)

    def test_a_code_is_worth_ten_minutes(self, client, redaction):
        demander(client, redaction.email)
        code = code_recu()
        with time_machine.travel(timezone.now() + timedelta(minutes=11)):
            assert saisir(client, code).url.startswith(reverse("account_login"))
        assert not est_entre(client)


class TestEssais:
    def test_five_wrong_codes_close_the_door(self, client, redaction):
        demander(client, redaction.email)
        bon = code_recu()
        for restants in (4, 3, 2, 1):
            page = saisir(client, "abcdef").content.decode()
            assert "Ce code n’est pas le bon" in page
            assert f"Essais restants\u00a0: {restants}." in page
        response = saisir(client, "abcdef", follow=True)
        assert response.status_code == 302
        page = client.get(response.url).content.decode()
        assert "c’était le dernier essai" in page
        saisir(client, bon)
        assert not est_entre(client)

    def test_an_empty_answer_costs_nothing(self, client, redaction):
        demander(client, redaction.email)
        for _ in range(6):
            assert "Saisissez le code reçu" in saisir(client, "").content.decode()
        saisir(client, code_recu())
        assert est_entre(client)

    def test_tries_at_once_share_the_same_five(self, db):
        compte = {}

        def course():
            DemandeDeConnexion.objects.ouvrir("course", duree=timedelta(minutes=1), lien="course")
            try:
                reponses = ensemble(
                    lambda: DemandeDeConnexion.objects.consommer("course", maximum=5), 20
                )
                compte["passes"] = reponses.count(True)
                compte["apres"] = DemandeDeConnexion.objects.consommer("course", maximum=5)
            finally:
                DemandeDeConnexion.objects.filter(cle="course").delete()

        a_part(course)
        assert compte == {"passes": 5, "apres": False}

    def test_a_code_and_its_link_used_at_once_let_one_in(self, db):
        entrees = []

        def course():
            DemandeDeConnexion.objects.ouvrir("fin", duree=timedelta(minutes=1), lien="fin")
            entrees.extend(ensemble(lambda: DemandeDeConnexion.objects.fermer("fin"), 20))

        a_part(course)
        assert entrees.count(True) == 1

    def test_a_stale_session_does_not_give_tries_back(self, client, redaction):
        """Parallel requests each hold the session as it was: the count is not in it."""
        demander(client, redaction.email)
        bon = code_recu()
        DemandeDeConnexion.objects.update(essais=5)
        saisir(client, bon)
        assert not est_entre(client)

    def test_counters_do_not_pile_up(self, client, redaction):
        demander(client, redaction.email)
        with time_machine.travel(timezone.now() + timedelta(minutes=20)):
            demander(client, redaction.email)
        assert DemandeDeConnexion.objects.count() == 1


class TestDiscretion:
    @pytest.fixture(params=["connue", "inconnue"])
    def adresse(self, request, redaction):
        return redaction.email if request.param == "connue" else "x@y.example.org"

    def test_says_the_same_whether_the_account_exists_or_not(self, client, redaction):
        pages = []
        for email in (redaction.email, "x@y.example.org"):
            response = client.post(reverse("account_login"), {"email": email}, follow=True)
            faux = saisir(client, "abcdef")
            lues = [_sans_jeton(page).replace(email, "") for page in (response, faux)]
            pages.append((response.redirect_chain, *lues))
            client.cookies.clear()
        assert pages[0] == pages[1]
        assert "a été envoyé à" not in pages[0][1]
        assert livrer_ce_qui_est_du() == 2
        assert _sans_secret(mail.outbox[0].body) == _sans_secret(mail.outbox[1].body)

    def test_answers_before_any_mail_server(
        self, client, adresse, settings, django_capture_on_commit_callbacks
    ):
        """Nothing is sent while the visitor waits: neither its time nor its failure shows."""
        settings.TEC_TRANSPORT_COURRIELS = pannes.COURRIEL
        with django_capture_on_commit_callbacks(execute=True):
            assert demander(client, adresse).status_code == 302
        assert mail.outbox == []

    def test_costs_the_same_to_the_database(self, redaction, count_queries):
        connue, inconnue = (
            count_queries(demander, Client(), email)
            for email in (redaction.email, "x@y.example.org")
        )
        assert connue == inconnue

    def test_asks_to_wait_the_same(self, client, adresse):
        for _ in range(3):
            assert demander(client, adresse).status_code == 302
        response = demander(client, adresse)
        assert "attendez une minute" in response.content.decode()

    def test_lets_people_in_when_the_cache_is_down(self, client, redaction, cache_en_panne):
        demander(client, redaction.email)
        saisir(client, code_recu())
        assert est_entre(client)


def _sans_secret(texte: str) -> str:
    return re.sub(r"\d{6}|/lien/[^/]+/", "", texte)


def _sans_jeton(response) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


class TestMessages:
    @pytest.mark.parametrize(
        ("email", "phrase"),
        [
            ("", "Saisissez votre adresse électronique."),
            ("agent@", "n’est pas complète\u00a0: écrivez-la sous la forme nom@commune.fr."),
        ],
        ids=["vide", "incomplète"],
    )
    def test_say_what_to_do(self, client, db, email, phrase):
        assert phrase in demander(client, email).content.decode()


class TestAucunMotDePasse:
    def test_no_page_asks_for_one(self, client, db):
        response = client.get("/admin/login/")
        assert response.url == reverse("account_login")
        with pytest.raises(NoReverseMatch):
            reverse("account_reset_password")

    def test_none_opens_an_account_that_was_given_one(self, client, db):
        personne = User.objects.create_superuser("a@b.example.org", "Un mot de passe 1")
        assert not personne.has_usable_password()
        personne.set_password("Un mot de passe 1")
        personne.save()
        assert authenticate(email="a@b.example.org", password="Un mot de passe 1") is None
        assert not client.login(email="a@b.example.org", password="Un mot de passe 1")


class TestAdministration:
    def test_explains_to_an_account_without_role(self, client, db):
        client.force_login(UserFactory())
        response = client.get("/admin/")
        assert response.status_code == 403
        assert "réservée à la rédaction" in response.content.decode()

    @pytest.mark.parametrize("groupe", ["Rédaction", "Relecture", "Administration"])
    def test_opens_to_each_role(self, client, groupe, db):
        client.force_login(UserFactory(groupe=groupe))
        assert client.get("/admin/").status_code == 200


class TestPorteDemo:
    def test_is_absent_outside_development(self, client, db):
        with pytest.raises(NoReverseMatch):
            reverse("entrer_comme")
        response = client.post(
            "/agir/comptes/entrer-comme/", {"email": "administration@demo.example.org"}
        )
        assert response.status_code == 404


class TestLaPorteDansLEntete:
    @pytest.mark.parametrize(
        ("page", "suite"),
        [
            ("/recherche/?q=eau", "?next=%2Frecherche%2F%3Fq%3Deau"),
            ("/", ""),
            ("/connexion/?next=/themes/", "?next=%2Fthemes%2F"),
            ("/connexion/", ""),
        ],
        ids=["a page", "the home", "the door, from a page", "the door"],
    )
    def test_leads_back_to_where_one_is(self, client, db, page, suite):
        html = client.get(page).content.decode()
        liens = set(re.findall(r'<a class="tec-outil[^>]*href="(/connexion/[^"]*)"', html))
        assert liens == {f"/connexion/{suite}"}
