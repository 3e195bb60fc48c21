"""What somebody typed comes back when what they answered is gone."""

import pytest
from django.test import Client
from django.urls import reverse

from communautes.retours import services
from tests.factories import AffiliationFactory
from tests.factories.retours import RetourFactory, relecteur

pytestmark = pytest.mark.django_db
TEXTE = 'Et le gardiennage, "en août" ? </textarea><b>x'


@pytest.fixture
def adresse():
    """Of the comments of a retour that was withdrawn while somebody wrote one."""
    retour = RetourFactory()
    services.retirer(retour, par=relecteur(), motif="L’école a fermé.")
    return reverse("retours:commenter", args=[retour.pk])


def envoyer(client, adresse, **champs):
    return client.post(adresse, {"texte": TEXTE, "suite": "/retours/ ailleurs"} | champs)


def test_the_words_come_back_on_the_error_page(client, adresse):
    client.force_login(AffiliationFactory().personne)
    page = envoyer(client, adresse, password="deux mots")
    assert page.status_code == 404 and "Ce que vous aviez écrit" in page.text
    assert "Et le gardiennage, &quot;en août&quot; ? &lt;/textarea&gt;&lt;b&gt;x" in page.text
    assert "deux mots" not in page.text


def test_reading_says_nothing_of_it(client, adresse):
    client.force_login(AffiliationFactory().personne)
    assert "Ce que vous aviez écrit" not in client.get("/n-importe/").text


def test_what_a_forged_form_posts_is_not_given_back(adresse):
    client = Client(enforce_csrf_checks=True)
    client.force_login(AffiliationFactory().personne)
    for ou in (adresse, "/n-importe-quoi/", reverse("retours:liste") + "rien/"):
        page = envoyer(client, ou)
        assert page.status_code in (403, 404) and "gardiennage" not in page.text
