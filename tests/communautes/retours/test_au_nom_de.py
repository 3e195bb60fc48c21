"""Another tab has changed whom one acts for: the button's page named the other one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.affiliations.models import Affiliation
from communautes.retours.models import CollectiviteAuteure, Commentaire, LienDExperience
from tests.factories import AffiliationFactory
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db
ROUTES = ("inspirer", "similaire", "commencer_similaire", "commenter", "commencer")


@pytest.fixture
def deux(client):
    une = AffiliationFactory()
    autre = AffiliationFactory(personne=une.personne)
    client.force_login(une.personne)
    client.post(reverse("affiliations:choisir"), {"affiliation": autre.pk})
    return une, autre


def presser(client, route, affiliation):
    cle = [] if route == "commencer" else [RetourFactory().pk]
    donnees = {"au_nom_de": affiliation.pk, "titre": "Une cour", "texte": "Et en août ?"}
    donnees["format"] = "court"
    return client.post(reverse(f"retours:{route}", args=cle), donnees, follow=True)


def signees() -> set:
    """By whom, of what was not there before."""
    modeles = (LienDExperience, Commentaire)
    faites = {cle for m in modeles for cle in m.objects.values_list("collectivite", flat=True)}
    ecrits = CollectiviteAuteure.objects.filter(retour__live=False)
    return faites | set(ecrits.values_list("collectivite", flat=True))


@pytest.mark.parametrize("route", ROUTES)
def test_it_is_done_for_whom_the_page_named(client, deux, route):
    une, _autre = deux
    presser(client, route, une)
    assert signees() == {une.collectivite_id}


@pytest.mark.parametrize("route", ROUTES)
def test_what_has_ended_is_not_done_for_another(client, deux, route):
    une, _autre = deux
    Affiliation.objects.filter(pk=une.pk).update(statut="terminee", close_le=timezone.now())
    page = presser(client, route, une).text
    assert "n’agissez plus pour la collectivité que cette page nommait" in page
    assert signees() == set()


def test_what_is_to_correct_names_it_still(client, deux):
    une, _autre = deux
    adresse = reverse("retours:commenter", args=[RetourFactory().pk])
    page = client.post(adresse, {"au_nom_de": une.pk, "texte": " "})
    assert page.status_code == 422 and f'name="au_nom_de" value="{une.pk}"' in page.text


@pytest.mark.parametrize("route", ["retours:retour", "retours:s_en_inspirer"])
def test_the_pages_name_it(client, deux, route):
    retour, (_une, autre) = RetourFactory(), deux
    page = client.get(reverse(route, args=[retour.slug])).text
    assert page.count(f'name="au_nom_de" value="{autre.pk}"') == 3
    nouveau = client.get(reverse("retours:nouveau")).text
    assert f'name="au_nom_de" value="{autre.pk}"' in nouveau
