"""The demo's retours that came out of an answer: one published, one that waits for its author."""

import pytest
from django.urls import reverse

from communautes.adhesions import demo as adhesions
from communautes.comptes import demo as comptes
from communautes.comptes.affiliations import demo as affiliations
from communautes.discussions import demo as discussions
from communautes.retours import demo
from communautes.retours.demo import issus_de_reponses
from communautes.retours.models import PromotionDeReponse, RetourExperience
from home.demo.fiches import lire
from home.publication import manques
from tests.factories import CollectiviteFactory, ThemePageFactory

pytestmark = pytest.mark.django_db
LIEUX = [("commune", "48095"), affiliations.COMMUNE, affiliations.EPCI, affiliations.CONTESTEE]


@pytest.fixture
def communautes():
    comptes.charger()
    affiliations.charger()
    for slug in sorted({theme for f in lire(adhesions.DOSSIER) for theme in f["themes"]}):
        ThemePageFactory(slug=slug)
    adhesions.charger()
    discussions.charger()


@pytest.fixture
def referentiel():
    for type_, code in LIEUX:
        CollectiviteFactory(
            type=type_, code=code, siren=code if type_ == "epci" else None, departement=""
        )


def charger():
    issus_de_reponses.charger(demo.lire("issus"))


def test_one_is_published_and_one_waits(client, referentiel, communautes):
    charger()
    attend, publie = PromotionDeReponse.objects.order_by("etat").reverse()
    assert [publie.etat, attend.etat] == ["acceptee", "proposee"]
    assert publie.retour.live and publie.retour.fictif and not manques(publie.retour)
    page = client.get(publie.retour.get_absolute_url()).text
    assert "D’après une réponse donnée dans la communauté" in page
    assert attend.retour.fictif and not attend.retour.live
    client.force_login(attend.reponse.auteur)
    suivi = client.get(reverse("retours:suivi", args=[attend.retour_id])).text
    assert "Oui, je l’écris" in suivi


def test_loaded_again_it_changes_nothing(referentiel, communautes):
    charger()
    avant = set(RetourExperience.objects.values_list("pk", "latest_revision"))
    charger()
    assert set(RetourExperience.objects.values_list("pk", "latest_revision")) == avant


def test_nothing_without_the_referential(communautes):
    charger()
    assert not RetourExperience.objects.exists()


def test_nothing_without_the_questions(db):
    charger()
    assert not RetourExperience.objects.exists()
