"""The page of a community is a place to act in: its interface is the reader’s."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page

from tests.factories import CommunautePageFactory

pytestmark = pytest.mark.django_db


def test_under_english_the_interface_is_english_and_the_text_marked(client):
    communaute = CommunautePageFactory(title="Budgets participatifs", visibilite="publique")
    anglaise = Page.objects.get(
        translation_key=communaute.translation_key, locale__language_code="en"
    )
    page = BeautifulSoup(client.get(anglaise.url).content, "html.parser")
    principal = page.find("main")
    assert "Join the community" in principal.text and "Rejoindre" not in principal.text
    assert principal.h1["lang"] == "fr" and page.html["lang"] == "en"
    assert principal.find(class_="tec-texte")["lang"] == "fr"
    liens = {a["href"] for a in principal.find_all("a", href=True)}
    assert not [un for un in liens if un.startswith("/communautes/")]


def test_in_french_it_is_french(client):
    communaute = CommunautePageFactory(visibilite="publique")
    principal = BeautifulSoup(client.get(communaute.url).content, "html.parser").main
    assert "Rejoindre la communauté" in principal.text and principal.h1["lang"] == "fr"
