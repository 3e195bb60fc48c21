"""A member silences their community in one click, from its page."""

import pytest
from django.urls import reverse

from communautes.notifications.models import Sourdine
from tests.factories import AdhesionFactory, CommunautePageFactory

pytestmark = pytest.mark.django_db


def test_from_its_page_and_back(client):
    communaute = CommunautePageFactory(visibilite="listee")
    client.force_login(AdhesionFactory(communaute=communaute).personne)
    assert "Mettre cette communauté en sourdine" in client.get(communaute.url).text
    envoi = {"objet": f"adhesions.communautepage:{communaute.pk}", "suite": communaute.url}
    client.post(reverse("notifications:sourdine"), envoi | {"taire": "1"})
    assert Sourdine.objects.exists()
    assert "Être de nouveau prévenu·e de cette communauté" in client.get(communaute.url).text


def test_nothing_to_silence_for_who_is_not_in(client):
    assert "en sourdine" not in client.get(CommunautePageFactory(visibilite="publique").url).text
