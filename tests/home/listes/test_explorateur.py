"""Wagtail's explorer of pages, where every type stands: it costs the same for five or fifty."""

import pytest
from django.urls import reverse

from ressources.models import RessourceIndexPage
from tests.factories import RessourcePageFactory
from tests.home.listes import nombreux
from tests.home.listes.conftest import ROLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def mere() -> RessourceIndexPage:
    return RessourceIndexPage.objects.get(locale__language_code="fr")


@pytest.mark.parametrize("role", ROLES)
def test_costs_the_same_for_five_and_fifty(comme, theme, mere, count_queries, role):
    client, url = comme(role), reverse("wagtailadmin_explore", args=[mere.pk])
    mesures = []
    for nombre in (5, 45):
        nombreux.ressources(nombre, theme=theme)
        mesures.append(count_queries(client.get, url))
    assert client.get(url).content.decode().count("En nombre") >= 50
    assert mesures[0] == mesures[1]


def test_translating_is_offered_in_the_page_itself(comme):
    page = RessourcePageFactory()
    traduire = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    client = comme("Rédaction")
    ecrans = {
        nom: client.get(reverse(nom, args=[cle])).content.decode()
        for nom, cle in (
            ("wagtailadmin_explore", page.get_parent().pk),
            ("wagtailadmin_pages:edit", page.pk),
        )
    }
    assert [nom for nom, ecran in ecrans.items() if traduire in ecran] == [
        "wagtailadmin_pages:edit"
    ]
