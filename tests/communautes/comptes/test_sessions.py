"""A session changes at sign-in and lives twelve hours, whatever is done with it."""

from datetime import timedelta

import time_machine
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from tests.courrier import code_recu
from tests.factories import UserFactory


def test_signing_in_changes_the_session(client, db):
    personne = UserFactory()
    client.post(reverse("account_login"), {"email": personne.email})
    avant = client.cookies["sessionid"].value
    client.post(reverse("account_confirm_login_code"), {"code": code_recu()})
    assert client.cookies["sessionid"].value != avant
    assert not Session.objects.filter(session_key=avant).exists()


def test_twelve_hours_even_for_who_never_stops(client, accueil):
    client.force_login(UserFactory(groupe="Rédaction"))
    debut = timezone.now()
    for heures in (5, 10):
        with time_machine.travel(debut + timedelta(hours=heures)):
            session = client.session
            session["touche"] = heures  # Django prolongs what is written
            session.save()
            assert client.get("/admin/").status_code == 200
    with time_machine.travel(debut + timedelta(hours=12, minutes=1)):
        reponse = client.get("/admin/")
        assert reponse.url.startswith(reverse("account_login"))
        assert "_auth_user_id" not in client.session
