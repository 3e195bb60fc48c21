"""The choosers and the bulk acts asked with what no screen sends: refused, never broken."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from tests.droits import adresses
from tests.droits.routes import TABLE, routes

CHOIX = [(nom, cles) for nom, cles in routes() if nom in TABLE and "choos" in nom]
NOMBRES = ("id", "p", "target_pages[]", "parent_page_id", "collection_id")
VALEURS = ("", "abc", "-1", "0", "9" * 40)
AUTRES = [("page_type", "rien"), ("user_perms", "move_to"), ("locale", "xx"), ("multiple", "1")]


@pytest.fixture
def editeur(client, db, monde):
    client.force_login(monde.comptes["R"])
    return client


def qui_choisit(nom: str) -> str:
    """Rédaction, but where it chooses nothing."""
    return "R" if "R" in TABLE[nom][0] else "A"


@pytest.mark.parametrize(("nom", "cles"), CHOIX)
def test_nothing_breaks(editeur, monde, nom, cles):
    editeur.force_login(monde.comptes[qui_choisit(nom)])
    adresse = reverse(nom, kwargs=adresses.arguments(monde, nom, cles, "R"))
    questions = [(nombre, valeur) for nombre in NOMBRES for valeur in VALEURS] + AUTRES
    editeur.raise_request_exception = False
    fautes = {}
    for cle, valeur in questions:
        statut = editeur.get(adresse, {cle: valeur}).status_code
        if statut >= 500:
            fautes[cle, valeur] = statut
    assert fautes == {}


@pytest.mark.parametrize("pk", ["abc", "0", "-1", "9" * 40, "é"])
@pytest.mark.parametrize("nom", [nom for nom, cles in CHOIX if "pk" in cles])
def test_what_is_named_badly_is_not_found(editeur, monde, nom, pk):
    editeur.force_login(monde.comptes[qui_choisit(nom)])
    assert editeur.get(reverse(nom, kwargs={"pk": pk})).status_code == 404


def test_the_root_of_the_tree_is_no_choice(editeur):
    racine = Page.get_first_root_node()
    adresse = reverse("wagtailadmin_choose_page_chosen_multiple")
    reponse = editeur.get(adresse, {"id": racine.pk})
    assert reponse.status_code == 404 and "page" in reponse.content.decode()


ACTES = ["delete", "move", "publish", "unpublish"]


@pytest.mark.parametrize(
    ("question", "statut"),
    [
        ("id=abc", 400),
        ("id=", 400),
        ("id=1&id=-1", 400),
        ("id=all&childOf=abc", 400),
        ("id=all&childOf=999999", 404),
    ],
)
@pytest.mark.parametrize("acte", ACTES)
def test_a_bulk_act_names_what_it_is_done_to(editeur, acte, question, statut):
    adresse = reverse("wagtail_bulk_action", args=["wagtailcore", "page", acte])
    assert editeur.get(f"{adresse}?{question}").status_code == statut


def test_one_that_is_done_to_a_whole_list_is_asked(editeur, monde):
    mere = monde.page.get_parent().pk
    adresse = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    assert editeur.get(f"{adresse}?id=all&childOf={mere}").status_code == 200


def test_the_address_of_a_page_is_found_by_a_number(editeur):
    assert editeur.get(reverse("wagtailadmin_api:pages:find"), {"id": "abc"}).status_code == 400
