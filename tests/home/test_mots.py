"""What a person reads of a record is never Python's own words."""

import re

import pytest
from django.urls import reverse

from home.mots import en_mots
from tests.factories import CollectiviteFactory, UserFactory


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
