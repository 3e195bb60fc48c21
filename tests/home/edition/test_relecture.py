"""The form says where a review stands, and to whom it falls to answer."""

import pytest

from tests.factories import RessourcePageFactory, UserFactory
from tests.home.edition.test_formulaire import manques
from tests.saisies import edition

pytestmark = pytest.mark.django_db
A_VOUS = "À vous de répondre"


@pytest.fixture
def auteur():
    return UserFactory(groupe="Rédaction", first_name="Inès", last_name="Auteur")


@pytest.fixture
def soumise(auteur):
    page = RessourcePageFactory(live=False)
    page.save_revision(user=auteur)
    page.get_workflow().start(page, auteur)
    return page


@pytest.mark.parametrize(
    ("role", "repond"), [("Rédaction", False), ("Relecture", True), ("Administration", True)]
)
def test_who_asked_is_said_to_all_and_what_to_do_to_who_may(comme, soumise, role, repond):
    lu = manques(comme(role).get(edition(soumise)).content.decode())
    assert "En relecture depuis le" in lu and "à la demande de Inès Auteur" in lu
    assert (A_VOUS in lu) is repond
    assert "Rien ne manque" not in lu


def test_a_closed_account_asked(comme, soumise, auteur):
    auteur.delete()
    lu = manques(comme("Relecture").get(edition(soumise)).content.decode())
    assert "En relecture depuis le" in lu and "à la demande" not in lu


@pytest.mark.parametrize("commentaire", ["Citez la délibération", ""])
def test_what_the_review_answered_is_read_where_one_corrects(comme, soumise, commentaire):
    tache = soumise.current_workflow_task_state
    tache.reject(user=UserFactory(groupe="Relecture"), comment=commentaire)
    lu = manques(comme("Rédaction").get(edition(soumise)).content.decode())
    assert "La relecture demande des modifications" in lu and "Corrigez, puis renvoyez." in lu
    assert commentaire in lu and "En relecture" not in lu


def test_nothing_is_said_without_a_review(comme):
    page = RessourcePageFactory(live=False)
    page.save_revision()
    lu = manques(comme("Relecture").get(edition(page)).content.decode())
    assert "electure" not in lu


def test_costs_the_same_with_and_without_comment(comme, soumise, count_queries):
    client = comme("Rédaction")
    client.get(edition(soumise))  # the first visit notes who follows its comments
    attente = count_queries(client.get, edition(soumise))
    soumise.current_workflow_task_state.reject(user=UserFactory(groupe="Relecture"), comment="X")
    assert count_queries(client.get, edition(soumise)) <= attente
