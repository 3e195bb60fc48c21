"""A code that is too old leaves by no way: neither the command nor the task of its commit."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from communautes.notifications.models import Courriel
from communautes.notifications.services import livrer
from communautes.notifications.tasks import livrer_courriel
from home.confidentiel import ENTETE_CONFIDENTIEL
from tests import pannes

pytestmark = pytest.mark.django_db
DUREE = timedelta(minutes=15)


@pytest.fixture
def code() -> Courriel:
    EmailMessage(
        subject="Votre code",
        body="BCDF-GHJK",
        to=["lectrice@commune.example.org"],
        headers={ENTETE_CONFIDENTIEL: str(int(DUREE.total_seconds()))},
    ).send()
    return Courriel.objects.latest("pk")


@pytest.mark.parametrize(
    "remettre", [lambda pk: livrer_courriel.enqueue(pk), livrer], ids=["task", "service"]
)
def test_late_it_does_not_leave(code, remettre):
    with time_machine.travel(timezone.now() + DUREE + timedelta(seconds=1)):
        remettre(code.pk)
    code.refresh_from_db()
    assert mail.outbox == []
    assert (code.statut, code.corps, code.essais) == (Courriel.Statut.ABANDONNE, "", 0)
    assert "Périmé" in code.derniere_erreur


def test_in_time_it_leaves_by_the_task(code):
    with time_machine.travel(timezone.now() + DUREE - timedelta(minutes=1)):
        livrer_courriel.enqueue(code.pk)
    (parti,) = mail.outbox
    assert parti.body == "BCDF-GHJK"


def test_a_try_that_failed_in_time_is_not_done_again_too_late(code, settings):
    transport = settings.TEC_TRANSPORT_COURRIELS
    settings.TEC_TRANSPORT_COURRIELS = pannes.COURRIEL
    livrer_courriel.enqueue(code.pk)
    settings.TEC_TRANSPORT_COURRIELS = transport
    code.refresh_from_db()
    assert (code.statut, code.essais) == (Courriel.Statut.EN_ATTENTE, 1)
    with time_machine.travel(timezone.now() + DUREE + timedelta(minutes=1)):
        livrer_courriel.enqueue(code.pk)
    code.refresh_from_db()
    assert mail.outbox == [] and code.statut == Courriel.Statut.ABANDONNE
