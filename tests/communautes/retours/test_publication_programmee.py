"""A publication at its hour: one that is refused is told, and stops no other."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from communautes.retours.models import Parcours, RetourExperience
from tests.factories.retours import RetourFactory, relecteur

pytestmark = pytest.mark.django_db


def relu(pk: int) -> RetourExperience:
    return RetourExperience.objects.select_related("parcours").get(pk=pk)


def programmer(retour, *, par) -> None:
    prevu = relu(retour.pk)
    prevu.go_live_at = timezone.now() + timedelta(hours=1)
    prevu.save_revision(user=par, clean=False).publish(user=par)


def test_one_that_its_authors_took_back_stops_no_other(caplog):
    anct = relecteur()
    repris, importe = RetourFactory(etat="soumis"), RetourFactory(etat="brouillon")
    Parcours.objects.filter(retour=importe).update(auteur=None)
    for retour in (repris, importe):
        programmer(retour, par=anct)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")
    assert [relu(un.pk).live for un in (repris, importe)] == [False, True]
    assert "Publication programmée refusée" in caplog.text
