"""The sessions of a person: those that are open, and a sign-in that waits for its code."""

import json

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from communautes.comptes.donnees.traces import Traces


def fermer_sessions(personne, traces: Traces) -> int:
    """Read one by one: what they hold is not searched by the database. They live half a day."""
    siennes = [
        session.pk
        for session in Session.objects.iterator(500)
        if _est_a(session.get_decoded(), personne, traces)
    ]
    return Session.objects.filter(pk__in=siennes).delete()[0]


def _est_a(contenu: dict, personne, traces: Traces) -> bool:
    return contenu.get(SESSION_KEY) == str(personne.pk) or traces.adresses_seules().sont_dans(
        json.dumps(contenu, ensure_ascii=False, default=str)
    )
