import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from communautes.notifications.models import Courriel
from home.contact.robots import LIMITE, nouveau_jeton
from home.models import MessageRecu
from tests import pannes


def jeton_ancien(secondes: int = 30) -> str:
    with time_machine.travel(timezone.now() - timedelta(seconds=secondes), tick=False):
        return nouveau_jeton()


@pytest.fixture
def donnees(db):
    jeton = jeton_ancien()
    return {
        "objet": "question",
        "email": "agent@commune.example.org",
        "texte": "Où trouver un modèle de règlement ?",
        "adresse_page": "/ressources/",
        "jeton": jeton,
        "site_web": "",
    }


@pytest.fixture
def envoyer(client, django_capture_on_commit_callbacks):
    def _envoyer(donnees):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse("contact_envoyer"), donnees)

    return _envoyer


class TestContact:
    @pytest.mark.parametrize("objet", MessageRecu.Objet.values)
    def test_each_message_is_stored_sent_and_acknowledged(self, client, envoyer, donnees, objet):
        response = envoyer(donnees | {"objet": objet})
        message = MessageRecu.objects.get()
        assert response.url == reverse("contact_merci", args=[message.reference])
        assert message.reference in client.get(response.url).content.decode()
        equipe, accuse = mail.outbox
        assert "modèle de règlement" in equipe.body
        assert equipe.reply_to == [donnees["email"]]
        assert accuse.to == [donnees["email"]]
        assert message.reference in accuse.subject

    def test_the_acknowledgement_carries_nothing_that_was_typed(self, envoyer, donnees):
        envoyer(donnees | {"texte": "Achetez ici", "adresse_page": "http://x.example.org"})
        assert "Achetez" not in mail.outbox[1].body
        assert "x.example.org" not in mail.outbox[1].body

    def test_a_wrong_address_is_said_and_the_text_is_kept(self, envoyer, donnees):
        response = envoyer(donnees | {"email": "agent@"})
        page = response.content.decode()
        assert response.status_code == 422
        assert "Où trouver un modèle de règlement" in page
        assert 'href="#id_email"' in page
        assert not MessageRecu.objects.exists()

    def test_a_line_break_in_the_address_adds_no_header(self, envoyer, donnees):
        envoyer(donnees | {"email": "a@b.example.org\nBcc: c@d.example.org"})
        assert mail.outbox == []

    @pytest.mark.parametrize("texte", ["\x00", " ", "x" * 5001], ids=["NUL", "espace", "long"])
    def test_bad_text_is_refused_politely(self, envoyer, donnees, texte):
        assert envoyer(donnees | {"texte": texte}).status_code == 422

    def test_the_page_and_the_object_come_from_the_address(self, client, db):
        url = reverse("contact") + "?objet=accessibilite&page=/themes/eau/"
        page = client.get(url).content.decode()
        assert 'value="/themes/eau/"' in page
        assert 'value="accessibilite"' in page

    def test_the_acknowledgement_speaks_the_language_of_the_visitor(self, client, donnees, relever):
        with translation.override("en"):
            url = reverse("contact_envoyer")
        client.post(url, donnees)
        equipe, accuse = relever()
        assert "Your message" in accuse.subject
        assert "Poser une question" in equipe.body

    def test_survives_a_mail_server_that_is_down(self, client, donnees, envoyer, settings, relever):
        settings.TEC_TRANSPORT_COURRIELS = pannes.COURRIEL
        assert envoyer(donnees).status_code == 302
        assert MessageRecu.objects.exists()
        settings.TEC_TRANSPORT_COURRIELS = "django.core.mail.backends.locmem.EmailBackend"
        with time_machine.travel(timezone.now() + timedelta(minutes=2)):
            assert len(relever()) == 2

    def test_an_unknown_reference_is_not_found(self, client, db):
        assert client.get(reverse("contact_merci", args=["AAAA-AAAA"])).status_code == 404


class TestRobots:
    def test_a_filled_trap_is_refused_and_keeps_the_text(self, envoyer, donnees):
        response = envoyer(donnees | {"site_web": "http://spam.example.org"})
        assert response.status_code == 422
        assert "modèle de règlement" in response.content.decode()

    @pytest.mark.parametrize("jeton", ["", "formulaire:faux"])
    def test_a_missing_or_forged_token_is_refused(self, envoyer, donnees, jeton):
        assert envoyer(donnees | {"jeton": jeton}).status_code == 422

    def test_a_form_answered_at_once_is_refused(self, envoyer, donnees):
        assert envoyer(donnees | {"jeton": nouveau_jeton()}).status_code == 422

    def test_a_person_refused_by_mistake_can_send_again(self, envoyer, donnees):
        response = envoyer(donnees | {"jeton": ""})
        nouveau = response.context["form"]["jeton"].value()
        with time_machine.travel(timezone.now() + timedelta(seconds=10)):
            assert envoyer(donnees | {"jeton": nouveau}).status_code == 302

    def test_too_many_messages_from_one_machine_must_wait(self, envoyer, donnees):
        for _ in range(LIMITE):
            assert envoyer(donnees | {"jeton": jeton_ancien()}).status_code == 302
        assert envoyer(donnees).status_code == 422
        assert MessageRecu.objects.count() == LIMITE

    def test_visitors_behind_the_same_proxy_do_not_share_the_limit(self, client, donnees, settings):
        settings.TEC_PROXYS_DE_CONFIANCE = 1
        reponses = [
            client.post(
                reverse("contact_envoyer"),
                donnees | {"email": f"agent{n}@commune.example.org"},
                headers={"X-Forwarded-For": f"203.0.113.{n}"},
            ).status_code
            for n in range(LIMITE + 1)
        ]
        assert set(reponses) == {302}

    def test_many_machines_neither_fill_a_mailbox_nor_shut_its_owner_out(
        self, client, donnees, settings
    ):
        settings.TEC_PROXYS_DE_CONFIANCE = 1
        ecritures = ["agent@commune.example.org", "AGENT+x@commune.example.org"]
        reponses = [
            client.post(
                reverse("contact_envoyer"),
                donnees | {"email": ecritures[n % 2], "jeton": jeton_ancien()},
                headers={"X-Forwarded-For": f"203.0.113.{n}"},
            ).status_code
            for n in range(LIMITE + 2)
        ]
        assert set(reponses) == {302} and MessageRecu.objects.count() == LIMITE + 2
        accuses = Courriel.objects.filter(sujet__startswith="Votre message est bien arrivé")
        assert accuses.count() == LIMITE

    def test_a_forged_address_does_not_evade_the_limit(self, client, donnees, settings):
        settings.TEC_PROXYS_DE_CONFIANCE = 1
        reponses = [
            client.post(
                reverse("contact_envoyer"),
                donnees,
                headers={"X-Forwarded-For": f"198.51.100.{n}, 203.0.113.1"},
            ).status_code
            for n in range(LIMITE + 1)
        ]
        assert reponses[-1] == 422

    def test_a_cache_that_is_down_does_not_close_the_form(self, client, donnees, cache_en_panne):
        assert client.post(reverse("contact_envoyer"), donnees).status_code == 302


class TestEnvoiRepete:
    def test_one_form_sent_twice_is_one_message_told_once(self, envoyer, donnees):
        premiere, seconde = envoyer(donnees), envoyer(donnees)
        assert premiere.url == seconde.url
        assert MessageRecu.objects.count() == 1
        assert len(mail.outbox) == 2

    def test_after_back_other_words_are_another_message(self, envoyer, donnees):
        premiere, seconde = envoyer(donnees), envoyer(donnees | {"texte": "Autre chose, en fait."})
        assert premiere.url != seconde.url
        assert MessageRecu.objects.count() == 2

    def test_a_form_left_open_says_so_and_can_be_sent_again(self, envoyer, donnees):
        reponse = envoyer(donnees | {"jeton": jeton_ancien(25 * 3600)})
        assert reponse.status_code == 422
        assert "resté ouvert longtemps" in reponse.content.decode()
        assert donnees["texte"] in reponse.content.decode()

    def test_a_line_break_counts_once(self, envoyer, donnees):
        texte = "\r\n".join(["a" * 49] * 100)  # 4,999 signs, 5,098 as browsers send them
        assert envoyer(donnees | {"texte": texte}).status_code == 302

    def test_its_address_typed_shows_the_form(self, client, db):
        assert client.get(reverse("contact_envoyer")).url == reverse("contact")

    @pytest.mark.parametrize("reference", ["%00", "a%00b", "é", "x" * 500])
    def test_an_odd_reference_is_not_found(self, client, db, reference):
        assert client.get(f"/contact/merci/{reference}/").status_code == 404


class TestErreurs:
    def test_each_says_what_to_do_and_only_fields_are_counted(self, envoyer, donnees):
        """Sent empty and at once: what concerns the sending is said once the fields are right."""
        page = envoyer({"objet": "question", "jeton": nouveau_jeton()}).content.decode()
        assert "2 réponses sont à corriger" in page
        assert "Indiquez votre adresse électronique, par exemple nom@commune.fr." in page
        assert "Écrivez votre message" in page
        assert "Champ requis" not in page
        assert "Envoi trop rapide" not in page

    def test_what_concerns_the_whole_form_is_said_alone(self, envoyer, donnees):
        page = envoyer(donnees | {"jeton": nouveau_jeton()}).content.decode()
        assert "Rien n’a encore été envoyé" in page
        assert "Envoi trop rapide" in page

    def test_the_title_of_the_page_says_it_first(self, client, envoyer, donnees):
        titre = re.compile(r"<title>(.*?)</title>", re.S)
        fautif = envoyer(donnees | {"email": "agent@"}).content.decode()
        assert titre.search(fautif)[1].replace("\xa0", " ").startswith("Erreur : Écrire")
        assert titre.search(client.get(reverse("contact")).content.decode())[1].startswith("Écrire")


@pytest.mark.parametrize(("objet", "jours"), [("question", 10), ("vulnerabilite", 3)])
def test_the_thank_you_page_says_the_delay_of_the_mail(client, envoyer, donnees, objet, jours):
    page = client.get(envoyer(donnees | {"objet": objet}).url).content.decode()
    assert f"sous {jours} jours" in page.replace("\xa0", " ")
