"""How long a session may live, whatever is done with it."""

import time

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in

OUVERTE_LE = "ouverte_le"


def trop_vieille(request) -> bool:
    """Django prolongs a session each time it is written: this hour is never moved."""
    ouverte_le = request.session.get(OUVERTE_LE)
    return ouverte_le is not None and time.time() - ouverte_le > settings.SESSION_COOKIE_AGE


def fermer_toutes(personne) -> None:
    """Sessions are bound to what stands for a password here: another one ends them all."""
    personne.set_unusable_password()
    personne.save(update_fields=["password"])


def garder(request) -> None:
    """But this one, that has just closed the others; it gets another key."""
    update_session_auth_hash(request, request.user)


def _noter_l_ouverture(sender, request, **kwargs) -> None:
    request.session[OUVERTE_LE] = int(time.time())


def brancher() -> None:
    user_logged_in.connect(_noter_l_ouverture, dispatch_uid="session_ouverte_le")
