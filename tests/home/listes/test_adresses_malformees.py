"""Addresses of the admin that no screen makes: a page in French says so, nothing breaks."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
INCOMPRISE = "n’a pas compris cette demande"


@pytest.mark.parametrize("requete", ["locale=a%00b", "a%00b=1", "q=x&q=%00"])
@pytest.mark.parametrize(
    "nom",
    [
        "actualites:index",
        "ressources:index",
        "ressources:index_results",
        "themes:index",
        "wagtailimages_chooser:choose",
        "wagtailimages_chooser:choose_results",
    ],
)
def test_a_nul_is_no_address(comme, nom, requete):
    reponse = comme("Rédaction").get(f"{reverse(nom)}?{requete}")
    assert reponse.status_code == 400 and INCOMPRISE in reponse.content.decode()


@pytest.mark.parametrize("cle", ["abc", "", "-1", "9" * 5_000, "1%20", "\u0661"])
@pytest.mark.parametrize(
    "nom",
    [
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailimages_chooser:chosen_multiple",
        "wagtaildocs_chooser:chosen_multiple",
        "wagtailsnippetchoosers_ressources_acteur:chosen_multiple",
    ],
)
def test_what_is_chosen_has_a_number(comme, nom, cle):
    client = comme("Rédaction")
    assert client.get(f"{reverse(nom)}?id=999&id={cle}").status_code == 400
    assert client.get(f"{reverse(nom)}?id=998&id=999").status_code == 200
