"""The scheduled command, and what holds without it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.affiliations import relances
from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.models import User
from tests.factories import AffiliationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_it_says_what_it_did_and_only_once(capsys, relever):
    UserFactory(groupe="Administration")
    AffiliationFactory(niveau=Niveau.DECLAREE)
    AffiliationFactory(elu=True, fin_mandat=timezone.localdate())
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        for _ in range(2):
            call_command("relancer_affiliations")
        assert len(relever()) == 1
    dits = capsys.readouterr().out.splitlines()
    assert dits == [f"{n} dites à l’ANCT, {n} expirées, 0 annoncées." for n in (1, 0)]
    assert set(Affiliation.objects.values_list("statut", flat=True)) == {"demandee", "expiree"}


def test_one_collectivite_that_fails_does_not_stop_the_others(monkeypatch, caplog):
    lignes = [AffiliationFactory(elu=True, fin_mandat=timezone.localdate()) for _n in range(3)]
    refusee, vrai = lignes[1].collectivite, relances.constater

    def constater(collectivite):
        if collectivite.pk == refusee.pk:
            raise IntegrityError("une ligne de trop")
        return vrai(collectivite)

    monkeypatch.setattr(relances, "constater", constater)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert relances.noter_les_expirees() == 2
    assert [Affiliation.objects.get(pk=ligne.pk).statut for ligne in lignes] == [
        "expiree",
        "active",
        "expiree",
    ]
    assert str(refusee.pk) in caplog.text


def test_who_is_known_somewhere_is_closed_rather_than_deleted(client):
    """What was done in the name of a collectivité names them: they stay, and no screen breaks."""
    client.force_login(UserFactory(is_superuser=True))
    personne = AffiliationFactory().personne
    adresse = reverse("wagtailusers_users:delete", args=[personne.pk])
    client.raise_request_exception = False
    for reponse in (client.get(adresse), client.post(adresse)):
        assert reponse.status_code < 500
    assert User.objects.filter(pk=personne.pk).exists()
