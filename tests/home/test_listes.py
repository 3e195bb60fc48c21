"""The lists of the admin's menu."""

from datetime import date

import pytest
from django.urls import reverse

from home.models import MessageRecu
from tests.factories import RessourcePageFactory, UserFactory, traduite

pytestmark = pytest.mark.django_db


@pytest.fixture
def liste(client):
    """`liste()`: what an editor reads in the list of resources."""

    def _lire() -> str:
        client.force_login(UserFactory(groupe="Rédaction"))
        return client.get(reverse("ressources:index")).content.decode()

    return _lire


def test_a_mirror_of_a_french_page_is_no_second_page(liste):
    RessourcePageFactory(title="Tarifer l’eau")
    assert liste().count('title="Modifier cette page"') == 1


def test_a_translation_has_its_line(liste):
    traduite(RessourcePageFactory(title="Tarifer l’eau"), title="Pricing water")
    assert "Pricing water" in liste()


def test_a_review_to_come_says_its_date(liste):
    RessourcePageFactory(a_revoir_le=date(2031, 1, 15))
    assert "15 jan. 2031" in liste()


def test_the_export_of_messages_says_no_address(client):
    MessageRecu.objects.create(objet="question", email="agent@commune.example.org", texte="Bonjour")
    client.force_login(UserFactory(groupe="Administration"))
    reponse = client.get(reverse("messages_recus:index"), {"export": "csv"})
    export = reponse.getvalue().decode()
    assert "Bonjour" in export
    assert "agent@" not in export
