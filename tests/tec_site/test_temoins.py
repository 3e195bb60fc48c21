"""Cookies: none is read by a script, none goes to another site."""

from django.conf import settings
from django.urls import reverse

from tests.factories import UserFactory


def test_no_script_reads_the_session(db):
    assert settings.SESSION_COOKIE_HTTPONLY and settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_no_script_reads_the_token_of_forms(client, db):
    client.get(reverse("account_login"))
    temoin = client.cookies["csrftoken"]
    assert temoin["httponly"] and temoin["samesite"] == "Lax"


def test_the_page_that_renews_a_form_s_token_gives_one(client, db):
    """`comptes/renvoi.js` reads it there, once signed in again in another tab."""
    client.force_login(UserFactory(groupe="Rédaction"))
    assert 'name="csrfmiddlewaretoken"' in client.get(reverse("account_logout")).text
