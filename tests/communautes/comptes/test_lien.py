"""The link of the mail, and the account it may open."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.models import DemandeDeConnexion, User
from communautes.notifications.models import Courriel
from tests.courrier import code_recu, lien_recu
from tests.factories import UserFactory

ADRESSE = "camille@commune.example.org"


@pytest.fixture
def camille(db):
    return UserFactory(email=ADRESSE, first_name="Camille", last_name="Durand")


@pytest.fixture
def ailleurs():
    """Another browser than the one that asked."""
    return Client()


def demander(client, email=ADRESSE, *, machine="198.51.100.1", **suite):
    return client.post(reverse("account_login"), {"email": email, **suite}, REMOTE_ADDR=machine)


def confirmer(client, lien: str, **suite):
    """What the button of the link's page sends."""
    jeton = re.search(r'name="jeton" value="([^"]+)"', client.get(lien).content.decode())
    donnees = {"jeton": jeton[1] if jeton else lien.rstrip("/").rsplit("/", 1)[1]}
    return client.post(reverse("connexion_lien"), donnees, **suite)


def saisir(client, code, *, machine="198.51.100.1"):
    return client.post(reverse("account_confirm_login_code"), {"code": code}, REMOTE_ADDR=machine)


def est_entre(client) -> bool:
    return "_auth_user_id" in client.session


class TestLien:
    def test_reading_it_signs_nobody_in_and_spends_nothing(self, client, camille, ailleurs):
        """A mail scanner reads every link, several times."""
        demander(client)
        lien = lien_recu()
        for _fois in range(3):
            assert ailleurs.get(lien).status_code == 200
            ailleurs.head(lien)
        assert "sessionid" not in ailleurs.cookies
        assert not est_entre(ailleurs)
        saisir(client, code_recu())
        assert est_entre(client)

    def test_its_button_signs_in_where_it_was_asked(self, client, camille):
        demander(client, next="/themes/")
        lien = lien_recu()
        assert "autre navigateur" not in client.get(lien).content.decode()
        assert confirmer(client, lien).url == "/themes/"
        assert est_entre(client)

    def test_another_browser_confirms_with_the_address_masked(self, client, camille, ailleurs):
        demander(client)
        lien = lien_recu()
        page = ailleurs.get(lien).content.decode()
        assert "autre navigateur" in page and "c•••@commune.example.org" in page
        assert ADRESSE not in page
        confirmer(ailleurs, lien)
        assert est_entre(ailleurs) and not est_entre(client)

    @pytest.mark.parametrize("premier", ["code", "lien"])
    def test_one_used_the_other_is_spent(self, client, camille, ailleurs, premier):
        demander(client)
        lien, code = lien_recu(), code_recu()
        if premier == "code":
            saisir(client, code)
            assert ailleurs.get(lien).status_code == 410
            confirmer(ailleurs, lien)
            assert est_entre(client) and not est_entre(ailleurs)
        else:
            confirmer(ailleurs, lien)
            assert saisir(client, code).status_code == 302
            assert est_entre(ailleurs) and not est_entre(client)

    def test_it_serves_once(self, client, camille, ailleurs):
        demander(client)
        lien = lien_recu()
        confirmer(client, lien)
        assert confirmer(ailleurs, lien).status_code == 410
        assert not est_entre(ailleurs)

    def test_five_wrong_codes_do_not_spend_it(self, client, camille, ailleurs):
        demander(client)
        for _fois in range(5):
            saisir(client, "abcdef")
        confirmer(ailleurs, lien_recu())
        assert est_entre(ailleurs)

    def test_a_forged_button_is_refused(self, camille, client):
        demander(client)
        strict = Client(enforce_csrf_checks=True)
        jeton = lien_recu().rstrip("/").rsplit("/", 1)[1]
        reponse = strict.post(reverse("connexion_lien"), {"jeton": jeton})
        assert reponse.status_code == 403 and not est_entre(strict)

    def test_it_is_stored_nowhere(self, client, camille, caplog):
        demander(client)
        garde = [str(v) for v in DemandeDeConnexion.objects.values()]
        garde += [str(v) for v in Courriel.objects.values()]
        garde += [str(s.get_decoded()) for s in Session.objects.all()]
        jeton = lien_recu().rstrip("/").rsplit("/", 1)[1]
        garde += [str(v) for v in Courriel.objects.values()] + [caplog.text]
        assert not [texte for texte in garde if jeton in texte]

    def test_the_mail_has_both_in_text_and_in_html(self, client, camille):
        demander(client)
        code, lien = code_recu(), lien_recu()
        html = mail.outbox[-1].alternatives[0][0]
        assert re.fullmatch(r"\d{6}", code)
        assert code in html and lien in html and "dix minutes" in html

    def test_a_closed_account_stays_outside(self, client, camille):
        demander(client)
        User.objects.update(is_active=False)
        assert confirmer(client, lien_recu()).url == reverse("account_inactive")
        assert not est_entre(client)


def test_an_address_is_kept_no_longer_than_its_code(client, db):
    demander(client, "passante@commune.example.org")
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        call_command("envoyer_courriels", verbosity=0)
    assert not DemandeDeConnexion.objects.exists()


class TestNouveauCompte:
    def test_an_unknown_address_that_proves_itself_gets_an_account_without_rights(self, client, db):
        demander(client, "nouvelle@commune.example.org", next="/themes/")
        assert not User.objects.exists()
        reponse = saisir(client, code_recu())
        assert reponse.url.startswith(reverse("se_presenter"))
        personne = User.objects.get()
        assert personne.email == "nouvelle@commune.example.org"
        assert not personne.groups.exists() and not personne.get_all_permissions()
        assert not personne.has_usable_password()

    def test_says_who_they_are_then_goes_where_they_went(self, client, db):
        demander(client, next="/themes/")
        suite = confirmer(client, lien_recu()).url
        assert "Indiquez votre nom." in client.post(suite, {"first_name": "A"}).content.decode()
        fiche = {"first_name": "Ada", "last_name": "Lovelace", "fonction": "DGS"}
        assert client.post(suite, fiche).url == "/themes/"
        personne = User.objects.get()
        assert (str(personne), personne.fonction) == ("Ada Lovelace", "DGS")

    def test_the_first_page_says_the_same(self, client, camille):
        pages = []
        for email in (ADRESSE, "inconnue@commune.example.org"):
            client.cookies.clear()
            reponse = client.post(reverse("account_login"), {"email": email}, follow=True)
            page = reponse.content.decode().replace(email, "")  # said as it was typed
            pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"|\d+', "", page))
        assert pages[0] == pages[1]


class TestBoiteRemplie:
    """Mails to one address, asked for by as many machines as one likes."""

    @pytest.fixture
    def assaillir(self, db):
        def _assaillir(fois: int, email: str = ADRESSE) -> int:
            """How many mails leave."""
            avant = Courriel.objects.count()
            for tour in range(fois):
                demander(Client(), email, machine=f"203.0.{tour // 250}.{tour % 250}")
            return Courriel.objects.count() - avant

        return _assaillir

    def test_ten_an_hour_then_one_as_long_as_a_link_is_good(self, assaillir):
        debut = timezone.now()
        assert assaillir(30) == 11
        with time_machine.travel(debut + timedelta(minutes=11)):
            assert assaillir(5) == 1
        with time_machine.travel(debut + timedelta(minutes=61)):
            assert assaillir(30) == 11

    def test_forty_a_day_then_one_an_hour(self, assaillir):
        debut = timezone.now()
        partis = 0
        for heure in range(12):
            with time_machine.travel(debut + timedelta(hours=heure, minutes=heure)):
                partis += assaillir(15)
        assert partis < 40 + 12
        with time_machine.travel(debut + timedelta(hours=13, minutes=30)):
            assert assaillir(15) == 1

    def test_resending_counts_too(self, client, db):
        demander(client)
        for fois in range(1, 4):
            with time_machine.travel(timezone.now() + timedelta(seconds=31 * fois)):
                client.post(reverse("account_confirm_login_code"), {"action": "resend"})
        partis = [demander(Client(), machine=f"203.0.113.{tour}") for tour in range(20)]
        assert len(partis) == 20 and Courriel.objects.count() == 11

    def test_another_address_is_not_concerned(self, assaillir):
        assaillir(15)
        assert assaillir(1, "autre@commune.example.org") == 1

    def test_the_answer_is_the_same(self, client, assaillir):
        pages = []
        for fois in (0, 30):
            assaillir(fois)
            client.cookies.clear()
            reponse = client.post(reverse("account_login"), {"email": ADRESSE}, follow=True)
            page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|\d+', "", reponse.text)
            pages.append((reponse.redirect_chain, page))
        assert pages[0] == pages[1]

    def test_a_code_that_does_not_leave_opens_nothing(self, client, camille, assaillir):
        assaillir(15)
        demander(client)
        assert DemandeDeConnexion.objects.latest("pk").code == ""
        saisir(client, "")
        saisir(client, "000000")
        assert not est_entre(client)

    def test_what_left_before_stays_good(self, client, camille, assaillir):
        demander(client)
        code = code_recu()
        assaillir(30)
        with time_machine.travel(timezone.now() + timedelta(seconds=31)):
            client.post(reverse("account_confirm_login_code"), {"action": "resend"})
            assert Courriel.objects.count() == 11
            saisir(client, code)
        assert est_entre(client)

    def test_one_whose_first_mail_did_not_leave_enters_by_another_s(self, camille, assaillir):
        assaillir(30)
        proprietaire = Client()
        demander(proprietaire, machine="192.0.2.7")
        confirmer(proprietaire, lien_recu())
        assert est_entre(proprietaire)


class TestAdresseSaisie:
    """A slip of the keyboard is seen, and corrected without typing everything again."""

    def test_the_page_of_the_code_says_where_it_went(self, client, db):
        demander(client, "mairie@exempel.example.org")
        page = client.get(reverse("account_confirm_login_code")).text
        assert "<strong>mairie@exempel.example.org</strong>" in page

    def test_and_the_first_page_has_it_to_correct(self, client, db):
        demander(client, "mairie@exempel.example.org")
        assert 'value="mairie@exempel.example.org"' in client.get(reverse("account_login")).text
        assert "exempel" not in Client().get(reverse("account_login")).text


def test_one_machine_does_not_keep_an_owner_waiting(camille):
    """A request a minute for hours, from one place: the owner, elsewhere, gets a code each time."""
    debut, partis = timezone.now(), 0
    for minute in range(0, 240, 2):
        with time_machine.travel(debut + timedelta(minutes=minute)):
            demander(Client(), machine="203.0.113.9")
    assert Courriel.objects.count() <= 15
    with time_machine.travel(debut + timedelta(minutes=241)):
        partis = Courriel.objects.count()
        proprietaire = Client()
        demander(proprietaire, machine="192.0.2.7")
        assert Courriel.objects.count() == partis + 1
        saisir(proprietaire, code_recu())
        assert est_entre(proprietaire)
