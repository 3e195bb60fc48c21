"""Whose powers another has: they follow it where it goes."""

import pytest

from communautes.territoires.fusions import fusionner
from tests.factories import CollectiviteFactory

pytestmark = pytest.mark.django_db


def test_powers_go_to_the_successor_of_who_had_them():
    exerce, successeur, autre = CollectiviteFactory.create_batch(3, type="epci")
    sans_assemblee = CollectiviteFactory(exercee_par=exerce)
    ailleurs = CollectiviteFactory(exercee_par=autre)
    fusionner(exerce, successeur, motif="Loi")
    for ligne in (sans_assemblee, ailleurs):
        ligne.refresh_from_db()
    assert (sans_assemblee.exercee_par, ailleurs.exercee_par) == (successeur, autre)
