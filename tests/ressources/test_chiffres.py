"""The figures of the home page: counted on what readers see, in French."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ressources.accueil import chiffres
from tests.factories import RessourcePageFactory, ThemePageFactory, traduite

pytestmark = pytest.mark.django_db


def comptes(accueil) -> tuple:
    lus = chiffres(accueil, None)
    return lus["ressources"], lus["verifiees"], lus["themes"]


def test_drafts_and_translations_do_not_count(accueil):
    theme = ThemePageFactory()
    traduite(RessourcePageFactory(themes=[theme]), title="Translated")
    RessourcePageFactory(live=False, themes=[theme])
    ThemePageFactory(live=False)
    assert comptes(accueil) == (1, 1, 1)


@pytest.mark.parametrize(("jours", "fraiches"), [(364, 1), (366, 0)])
def test_what_was_checked_more_than_a_year_ago_is_not_fresh(accueil, jours, fraiches):
    RessourcePageFactory(verifie_le=timezone.localdate() - timedelta(days=jours))
    assert comptes(accueil) == (1, fraiches, 1)


def test_nothing_to_count_is_no_section(accueil):
    assert chiffres(accueil, None) is None
