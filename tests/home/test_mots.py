"""What a person reads of a record is never Python's own words."""

import re
from datetime import UTC, date, datetime
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.models import EvenementDeConnexion
from communautes.journal.services import noter
from home.listes.colonnes import Echeance
from home.mots import en_mots
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory


@pytest.mark.parametrize(
    ("valeur", "dite"),
    [
        (None, "—"),
        ("", "—"),
        ([], "—"),
        (True, "oui"),
        (False, "non"),
        (0, 0),
        (["a", True], "Alpha, oui"),
        ("a", "Alpha"),
        ("b", "b"),
        (2, "deux"),
        (date(2026, 12, 1), "1er décembre 2026"),
        # Paris is one hour ahead of the base until 1 h UTC on 29 March 2026, then two.
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "29 mars 2026 à 1\u00a0h\u00a059"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "29 mars 2026 à 3\u00a0h"),
        (datetime(2026, 3, 31, 22, 5, tzinfo=UTC), "1er avril 2026 à 0\u00a0h\u00a005"),
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), "25 octobre 2026 à 2\u00a0h\u00a059"),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "25 octobre 2026 à 2\u00a0h"),
    ],
)
def test_said(valeur, dite):
    assert en_mots(valeur, {"a": "Alpha", 2: "deux"}) == dite


@pytest.mark.django_db
def test_a_record_of_the_admin(client):
    client.force_login(UserFactory(groupe="Administration"))
    commune = CollectiviteFactory(siren=None)
    page = client.get(reverse("collectivites:inspect", args=[commune.pk])).text
    dites = [dite.strip() for dite in re.findall(r"<dd[^>]*>(.*?)</dd>", page, re.S)]
    assert "—" in dites and not {"None", "True", "False", "[]"} & set(dites)


SOIR_D_ETE = datetime(2026, 3, 29, 22, 5, tzinfo=UTC)  # the day when the clocks went forward


def une_affiliation():
    demande = AffiliationFactory(niveau=1, echeance_le=SOIR_D_ETE)
    return demande, "affiliations_admin:inspect"


def une_entree():
    commune = CollectiviteFactory()
    with patch.object(timezone, "now", return_value=SOIR_D_ETE):
        return noter("territoires.fusion", personne=None, objet=commune), "journal:inspect"


def une_connexion():
    evenement = EvenementDeConnexion.objects.create(evenement="connexion", date=SOIR_D_ETE)
    return evenement, "evenements:inspect"


@pytest.mark.django_db
@pytest.mark.parametrize("enregistrer", [une_affiliation, une_entree, une_connexion])
def test_the_hour_of_a_record_is_that_of_paris(client, enregistrer):
    objet, route = enregistrer()
    client.force_login(UserFactory(groupe="Administration"))
    page = client.get(reverse(route, args=[objet.pk])).text
    assert "30 mars 2026 à 0\u00a0h\u00a005" in page and "22:05" not in page


def test_the_day_of_a_deadline_in_a_list_is_that_of_paris():
    colonne = Echeance("limite", accessor=lambda instant: instant)
    assert colonne.get_value(SOIR_D_ETE) == "30 mars 2026"
