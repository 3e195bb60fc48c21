"""The outbox: written with its cause, delivered once, again after a failure, never for ever."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from communautes.notifications.models import Courriel
from communautes.notifications.services import livrer, renvoyer
from home.confidentiel import ENTETE_CONFIDENTIEL
from tests import pannes
from tests.factories import CourrielFactory
from tests.paralleles import a_part, ensemble

DESTINATAIRE = "lectrice@commune.example.org"


@pytest.fixture
def panne(settings):
    settings.TEC_TRANSPORT_COURRIELS = pannes.COURRIEL


def envoyer(**champs) -> Courriel:
    EmailMessage(**{"subject": "Bonjour", "body": "Texte", "to": [DESTINATAIRE]} | champs).send()
    return Courriel.objects.latest("pk")


def confidentiel(duree: int = 900, corps: str = "BCDF-GHJK") -> Courriel:
    return envoyer(body=corps, headers={ENTETE_CONFIDENTIEL: str(duree)})


class TestEcrire:
    def test_a_mail_is_a_row_and_leaves_after_the_commit(
        self, db, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            envoyer(reply_to=["autre@x.example.org"])
            assert mail.outbox == []
        (parti,) = mail.outbox
        assert (parti.subject, parti.body, parti.to) == ("Bonjour", "Texte", [DESTINATAIRE])
        assert parti.reply_to == ["autre@x.example.org"]
        assert Courriel.objects.get().statut == Courriel.Statut.ENVOYE

    def test_what_is_rolled_back_sends_nothing(self, db, relever):
        with transaction.atomic():
            envoyer()
            transaction.set_rollback(True)
        assert relever() == []
        assert not Courriel.objects.exists()

    def test_keeps_the_html_version_and_the_headers(self, db, relever):
        message = EmailMultiAlternatives("Sujet", "texte", to=[DESTINATAIRE], headers={"X-A": "1"})
        message.attach_alternative("<p>texte</p>", "text/html")
        message.send()
        (parti,) = relever()
        assert parti.alternatives[0][0] == "<p>texte</p>"
        assert parti.extra_headers["X-A"] == "1"

    def test_bears_the_same_identifier_at_each_try(self, db, relever, panne, settings):
        courriel = envoyer(from_email="Portail <portail@territoires.example.org>")
        livrer(courriel.pk)
        settings.TEC_TRANSPORT_COURRIELS = "django.core.mail.backends.locmem.EmailBackend"
        with time_machine.travel(timezone.now() + timedelta(minutes=2)):
            (parti,) = relever()
        assert parti.extra_headers["Message-ID"] == courriel.entetes["Message-ID"]
        assert "@territoires.example.org>" in courriel.entetes["Message-ID"]

    def test_each_recipient_has_a_row_and_sees_no_other(self, db, relever):
        adresses = [DESTINATAIRE, "autre@x.example.org"]
        envoyer(to=adresses)
        assert [parti.to for parti in relever()] == [[une] for une in adresses]
        assert len({parti.extra_headers["Message-ID"] for parti in relever()}) == 1

    def test_refuses_a_header_with_a_line_break(self, db):
        with pytest.raises(BadHeaderError):
            envoyer(subject="Sujet\nBcc: x@y.example.org")

    @pytest.mark.parametrize(
        "champs", [{"cc": ["x@y.example.org"]}, {"attachments": [("a.txt", "a", "text/plain")]}]
    )
    def test_refuses_what_it_would_lose(self, db, champs):
        with pytest.raises(ValueError, match="étendez-la"):
            envoyer(**champs)


class TestLivrer:
    def test_tries_again_later_and_later_then_gives_up(self, db, panne):
        courriel = envoyer()
        attentes = []
        with time_machine.travel(timezone.now(), tick=False) as horloge:
            for _ in range(9):
                horloge.move_to(max(timezone.now(), courriel.prochain_essai_le))
                livrer(courriel.pk)
                courriel.refresh_from_db()
                attentes.append(
                    (courriel.prochain_essai_le - timezone.now()) // timedelta(minutes=1)
                )
        assert attentes[:8] == [1, 5, 30, 120, 720, 1440, 1440, 2880]
        assert courriel.statut == Courriel.Statut.ABANDONNE
        assert courriel.essais == 9
        assert courriel.corps == "Texte"
        assert "SMTPServerDisconnected" in courriel.derniere_erreur

    def test_waits_for_its_hour(self, db, panne):
        courriel = envoyer()
        livrer(courriel.pk)
        livrer(courriel.pk)
        courriel.refresh_from_db()
        assert courriel.essais == 1

    def test_leaves_once_the_server_is_back(self, db, panne, settings, relever):
        livrer(envoyer().pk)
        settings.TEC_TRANSPORT_COURRIELS = "django.core.mail.backends.locmem.EmailBackend"
        assert relever() == []
        with time_machine.travel(timezone.now() + timedelta(minutes=2)):
            assert len(relever()) == 1
            assert len(relever()) == 1

    def test_two_deliveries_at_once_send_one_mail(self, db):
        """On real connections: rows of their own, committed, and removed whatever happens."""
        resultat = {}

        def course():
            courriel = CourrielFactory()
            try:
                ensemble(lambda: livrer(courriel.pk), 4)
                resultat["fin"] = Courriel.objects.get(pk=courriel.pk).essais
            finally:
                Courriel.objects.filter(pk=courriel.pk).delete()

        a_part(course)
        assert resultat["fin"] == 1
        assert len(mail.outbox) == 1


class TestConfidentiel:
    def test_is_never_stored_in_clear_and_leaves_without_its_header(self, db, relever):
        courriel = confidentiel()
        assert "BCDF" not in str(Courriel.objects.filter(pk=courriel.pk).values())
        (parti,) = relever()
        assert parti.body == "BCDF-GHJK"
        assert ENTETE_CONFIDENTIEL not in parti.message().as_string()

    def test_is_erased_once_sent(self, db, relever):
        courriel = confidentiel()
        relever()
        courriel.refresh_from_db()
        assert (courriel.statut, courriel.corps) == (Courriel.Statut.ENVOYE, "")

    def test_is_erased_and_given_up_at_its_hour(self, db, panne, relever):
        courriel = confidentiel()
        for attente in (0, 2, 8):
            with time_machine.travel(timezone.now() + timedelta(minutes=attente)):
                livrer(courriel.pk)
        courriel.refresh_from_db()
        assert courriel.essais == 3
        with time_machine.travel(timezone.now() + timedelta(minutes=16)):
            relever()
        courriel.refresh_from_db()
        assert (courriel.statut, courriel.corps) == (Courriel.Statut.ABANDONNE, "")
        assert mail.outbox == []

    def test_is_given_up_under_another_key(self, db, settings, relever):
        courriel = confidentiel()
        settings.SECRET_KEY = "une-autre"
        assert relever() == []
        courriel.refresh_from_db()
        assert courriel.statut == Courriel.Statut.ABANDONNE

    def test_survives_a_change_of_key_that_keeps_the_old_one(self, db, settings, relever):
        confidentiel()
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "une-autre"
        assert len(relever()) == 1

    def test_the_database_refuses_to_keep_its_text(self, db):
        with pytest.raises(IntegrityError), transaction.atomic():
            CourrielFactory(abandonne=True, confidentiel=True)


class TestRenvoyer:
    def test_starts_again_from_the_first_try(self, db, relever):
        renvoyer(CourrielFactory(abandonne=True))
        assert len(relever()) == 1
        assert Courriel.objects.get().essais == 1


class TestCommande:
    def test_sends_what_is_due_and_forgets_the_old(self, db, capsys):
        CourrielFactory()
        ancien = timezone.now() - timedelta(days=91)
        CourrielFactory(abandonne=True, cree_le=ancien)
        CourrielFactory(
            cree_le=ancien, prochain_essai_le=timezone.now() + timedelta(hours=1), sujet="Attend"
        )
        call_command("envoyer_courriels")
        assert "1 envoyés, 1 effacés" in capsys.readouterr().out
        assert set(Courriel.objects.values_list("statut", flat=True)) == {"envoye", "en_attente"}


class TestFichiers:
    def test_only_their_owner_reads_the_folder(self, db, settings, tmp_path):
        settings.TEC_TRANSPORT_COURRIELS = "communautes.notifications.fichiers.FichiersPrives"
        settings.EMAIL_FILE_PATH = tmp_path / "courriels"
        livrer(envoyer().pk)
        assert (tmp_path / "courriels").stat().st_mode & 0o777 == 0o700
        assert len(list((tmp_path / "courriels").iterdir())) == 1
