"""Nothing is dead in the menu: what one may not read is not in it."""

import re

import pytest
from wagtail.models import Page, PageViewRestriction

from tests.factories import CollectiviteFactory

pytestmark = pytest.mark.django_db


def menu(client, adresse: str) -> list[str]:
    return [entree["url"] for entree in client.get(adresse).context["navigation"]]


class TestMenu:
    def test_leads_to_each_list_in_the_reader_s_language(self, client):
        listes = ["/themes/", "/ressources/", "/communautes/", "/actualites/"]
        assert menu(client, "/") == listes
        listes = ["/en/themes/", "/en/resources/", "/en/communities/", "/en/news/"]
        assert menu(client, "/en/") == listes
        page = client.get("/").content.decode()
        assert set(menu(client, "/")) <= set(re.findall(r'href="([^"]+)"', page))

    def test_a_view_has_its_entry_when_it_has_something_to_show(self, client):
        assert "/collectivites/" not in menu(client, "/")
        CollectiviteFactory()
        assert menu(client, "/")[-2:] == ["/collectivites/", "/actualites/"]
        assert menu(client, "/en/")[-2:] == ["/en/collectivites/", "/en/news/"]

    @pytest.mark.parametrize("comment", ["réservée", "dépubliée"])
    def test_has_no_entry_for_a_list_that_is_hidden(self, client, comment):
        liste = Page.objects.get(slug="actualites").specific
        if comment == "réservée":
            PageViewRestriction.objects.create(page=liste, restriction_type="login")
        else:
            liste.unpublish()
        assert menu(client, "/") == ["/themes/", "/ressources/", "/communautes/"]
        assert menu(client, "/en/") == ["/en/themes/", "/en/resources/", "/en/communities/"]
        for adresse in ("/", "/en/", "/contact/"):
            page = client.get(adresse).content.decode()
            assert 'href="/actualites/"' not in page and 'href="/en/news/"' not in page, adresse
