"""Against a real server that is down, slow, that refuses, or dies: nothing is lost, and nothing is
sent twice but where nobody can know whether it was received (ADR 17).
"""

from datetime import timedelta

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone

from communautes.notifications.models import Courriel, Notification
from communautes.notifications.services.ecrire import ecrire_les_immediates
from tests.communautes.notifications.serveur_smtp import Serveur
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def serveur(settings):
    serveur = Serveur()
    settings.TEC_TRANSPORT_COURRIELS = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", serveur.port
    settings.EMAIL_TIMEOUT = 0.5
    serveur.demarrer()
    yield serveur
    serveur.arreter()


@pytest.fixture
def prevenues(dire):
    """Three people, told at once; the mails wait in the outbox."""
    personnes = UserFactory.create_batch(3)
    dire("essai.reponse", *personnes)
    assert ecrire_les_immediates() == 3
    return [personne.email for personne in personnes]


def passer(minutes: int = 0) -> None:
    """The scheduled commands, as they run each minute."""
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=True):
        call_command("envoyer_notifications", verbosity=0)
        call_command("envoyer_courriels", verbosity=0)


def recus(serveur, adresses) -> list[int]:
    return [len(serveur.a(adresse)) for adresse in adresses]


def test_each_receives_one(serveur, prevenues):
    passer()
    passer()
    assert recus(serveur, prevenues) == [1, 1, 1]
    assert all(une.ecrite_le for une in Notification.objects.all())


def test_down_then_back(serveur, prevenues):
    serveur.arreter()
    passer()
    attente = Courriel.objects.filter(statut=Courriel.Statut.EN_ATTENTE)
    assert attente.count() == 3 and "ConnectionRefused" in attente[0].derniere_erreur
    serveur.demarrer()
    passer(minutes=2)
    passer(minutes=3)
    assert recus(serveur, prevenues) == [1, 1, 1]


def test_one_recipient_that_is_refused_holds_nobody_back(serveur, prevenues):
    serveur.pannes.refuse.add(prevenues[1])
    passer()
    assert recus(serveur, prevenues) == [1, 0, 1]
    refuse = Courriel.objects.exclude(statut=Courriel.Statut.ENVOYE).get()
    assert refuse.destinataires == [prevenues[1]] and "550" in refuse.derniere_erreur
    serveur.reparer()
    passer(minutes=2)
    assert recus(serveur, prevenues) == [1, 1, 1]


def test_one_of_several_recipients_that_is_refused_is_not_lost(serveur):
    """Django hears of a refusal only when the server refuses everybody: one row for each."""
    adresses = ["une@x.example.org", "autre@x.example.org"]
    EmailMessage("Sujet", "Texte", to=adresses).send()
    serveur.pannes.refuse.add(adresses[0])
    passer()
    assert recus(serveur, adresses) == [0, 1]
    serveur.reparer()
    passer(minutes=2)
    passer(minutes=10)
    assert recus(serveur, adresses) == [1, 1]


def test_dying_in_the_middle_of_the_text(serveur, prevenues):
    serveur.pannes.meurt_pendant = 1
    passer()
    assert sorted(recus(serveur, prevenues)) == [0, 1, 1]
    passer(minutes=2)
    passer(minutes=10)
    assert recus(serveur, prevenues) == [1, 1, 1]


def test_slow_beyond_patience_then_well_again(serveur, prevenues):
    """It may have kept what it did not say: the same identifier tells a mailbox that it is one."""
    serveur.pannes.attend = 1
    passer()
    assert not Courriel.objects.filter(statut=Courriel.Statut.ENVOYE).exists()
    serveur.reparer()
    passer(minutes=2)
    passer(minutes=10)
    for adresse in prevenues:
        assert len({message["Message-ID"] for message in serveur.a(adresse)}) == 1
    assert Courriel.objects.filter(statut=Courriel.Statut.ENVOYE).count() == 3


def test_kept_then_hung_up_without_a_word_is_sent_again_under_the_same_identifier(
    serveur, prevenues
):
    """Nobody can know: at least once was chosen, over a mail that nobody ever receives."""
    serveur.pannes.meurt_apres = 1
    passer()
    passer(minutes=2)
    passer(minutes=10)
    assert sorted(recus(serveur, prevenues)) == [1, 1, 2]
    for adresse in prevenues:
        assert len({message["Message-ID"] for message in serveur.a(adresse)}) == 1


def test_a_digest_is_one_mail_whatever_happens_to_the_server(serveur, dire, personne):
    dire("essai.nouvelle", personne)
    serveur.arreter()
    passer(minutes=7 * 24 * 60)
    assert Courriel.objects.filter(destinataires=[personne.email]).count() == 1
    serveur.demarrer()
    passer(minutes=7 * 24 * 60 + 2)
    passer(minutes=7 * 24 * 60 + 10)
    assert len(serveur.a(personne.email)) == 1


def test_the_headers_and_both_versions_arrive(serveur, dire, personne):
    dire("essai.reponse", personne)
    passer()
    [message] = serveur.a(personne.email)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"].strip().startswith("<http")
    types = [partie.get_content_type() for partie in message.walk()]
    assert types == ["multipart/alternative", "text/plain", "text/html"]


def test_who_lost_access_while_the_server_was_down_receives_nothing(serveur, dire, salle):
    """Visibility is asked when the mail leaves, whenever that is; the others have theirs."""
    perdue, gardee = UserFactory.create_batch(2)
    objet = dire("essai.reponse", perdue, gardee)
    serveur.arreter()
    passer()
    salle.lecteurs[objet.pk] = {gardee.pk}
    serveur.demarrer()
    passer(minutes=2)
    assert recus(serveur, [perdue.email, gardee.email]) == [0, 1]
    perdu = Courriel.objects.get(destinataires=[perdue.email])
    assert (perdu.statut, "ne se lit plus" in perdu.derniere_erreur) == ("sans_objet", True)


def test_a_digest_that_tells_too_much_now_leaves_without_it(serveur, dire, personne):
    dire("essai.nouvelle", personne)
    autre = dire("essai.nouvelle", personne)
    serveur.arreter()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=True):
        passer()
        Notification.objects.filter(evenement__objet_pk=autre.pk).delete()
        serveur.demarrer()
        for minutes in (2, 3, 4):
            passer(minutes=minutes)
            assert len(serveur.a(personne.email)) == 1


def test_what_was_given_up_for_that_is_sent_again_by_nobody(serveur, dire, personne, salle):
    """Its reader has it in another mail, or nowhere."""
    objet = dire("essai.reponse", personne)
    serveur.arreter()
    passer()
    salle.lecteurs[objet.pk] = set()
    passer(minutes=2)
    courriel = Courriel.objects.get(destinataires=[personne.email])
    assert (courriel.corps, courriel.html, courriel.peut_etre_renvoye) == ("", "", False)
