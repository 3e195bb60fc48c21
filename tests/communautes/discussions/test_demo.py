"""The demo's discussions: forty, alive, some late, one promoted; nobody is mailed."""

import pytest

from communautes.adhesions import demo as adhesions
from communautes.comptes import demo as comptes
from communautes.discussions import demo
from communautes.discussions.models import Discussion
from communautes.notifications.models import Notification
from home.demo.fiches import lire
from ressources.models import RessourceIndexPage
from tests.factories import ThemePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chargee():
    comptes.charger()
    for slug in sorted({theme for f in lire(adhesions.DOSSIER) for theme in f["themes"]}):
        ThemePageFactory(slug=slug)
    adhesions.charger()
    demo.charger()


def test_forty_questions_in_six_communities():
    etats = list(Discussion.objects.values_list("etat", flat=True))
    assert len(etats) == 40 and Discussion.objects.values("communaute").distinct().count() == 6
    assert etats.count("resolue") >= 12 and etats.count("promue") == 1
    assert Discussion.objects.en_retard().count() >= 3
    assert not Notification.objects.filter(evenement__genre__startswith="discussions.").exists()


def test_the_promoted_one_is_a_resource_that_credits_its_author():
    promue = Discussion.objects.get(etat="promue")
    source = promue.promue_en.source  # its function, where the referential is loaded
    assert promue.promue_en.live and "Oubella" not in source
    assert "Budgets participatifs" in source or "Figeac" in source
    assert promue.promue_en.get_parent().specific == RessourceIndexPage.objects.get(
        locale__language_code="fr"
    )


def test_loaded_again_it_changes_nothing():
    avant = set(Discussion.objects.values_list("pk", "etat", "active_le"))
    demo.charger()
    assert set(Discussion.objects.values_list("pk", "etat", "active_le")) == avant
