"""The HTML version of a confidential mail is kept as its text is: not in clear, then not at all."""

import pytest
from django.core.mail import EmailMultiAlternatives

from communautes.notifications.models import Courriel
from home.confidentiel import ENTETE_CONFIDENTIEL

pytestmark = pytest.mark.django_db
CODE = "BCDF-GHJK"


@pytest.fixture
def courriel() -> Courriel:
    message = EmailMultiAlternatives(
        "Votre code",
        f"Code : {CODE}",
        to=["lectrice@commune.example.org"],
        headers={ENTETE_CONFIDENTIEL: "900"},
    )
    message.attach_alternative(f"<p>{CODE}</p>", "text/html")
    message.send()
    return Courriel.objects.get()


def test_is_nowhere_in_clear(courriel):
    assert courriel.html and courriel.corps
    assert CODE not in str(Courriel.objects.values().get())


def test_arrives_in_both_versions_and_is_erased(courriel, relever):
    (parti,) = relever()
    assert CODE in parti.body and parti.alternatives[0][0] == f"<p>{CODE}</p>"
    courriel.refresh_from_db()
    assert (courriel.corps, courriel.html) == ("", "")
