"""A text written by anyone never runs in the spreadsheet of who reads it."""

import csv
import io

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from home.exports import neutraliser
from home.models import MessageRecu
from tests.factories import UserFactory


@pytest.mark.parametrize("debut", ["=", "+", "-", "@", "\t", "\r"])
def test_what_begins_like_a_formula_is_a_text(debut):
    assert neutraliser(f"{debut}1+1") == f"'{debut}1+1"


@pytest.mark.parametrize("valeur", ["a=b", "", "3 - 2", 12, None])
def test_anything_else_stays_as_it_is(valeur):
    assert neutraliser(valeur) == valeur


@pytest.mark.django_db
def test_the_export_of_messages_is_harmless(client):
    MessageRecu.objects.create(
        reference="ABCD-2345",
        objet="question",
        email="a@b.example.org",
        texte='=HYPERLINK("http://x","y")',
        adresse_page="=1+1",
    )
    client.force_login(UserFactory(groupe="Administration"))
    reponse = client.get(reverse("messages_recus:index"), {"export": "csv"})
    texte = b"".join(reponse.streaming_content).decode("utf-8-sig")
    (_titres, ligne) = list(csv.reader(io.StringIO(texte), delimiter=";"))
    assert not [case for case in ligne if case.startswith(("=", "+", "-", "@"))]
    assert '\'=HYPERLINK("http://x","y")' in ligne


@pytest.mark.django_db
def test_wagtail_s_own_exports_are_harmless(client):
    Redirect.objects.create(old_path="/ancienne", redirect_link="=1+1")
    client.force_login(UserFactory(groupe="Administration"))
    reponse = client.get(reverse("wagtailredirects:index"), {"export": "csv"})
    assert "'=1+1" in b"".join(reponse.streaming_content).decode()
