"""How long a session may live, whatever is done with it."""

import time

from django.conf import settings
from django.contrib.auth.signals import user_logged_in

OUVERTE_LE = "ouverte_le"


def trop_vieille(request) -> bool:
    """Django prolongs a session each time it is written: this hour is never moved."""
    ouverte_le = request.session.get(OUVERTE_LE)
    return ouverte_le is not None and time.time() - ouverte_le > settings.SESSION_COOKIE_AGE


def _noter_l_ouverture(sender, request, **kwargs) -> None:
    request.session[OUVERTE_LE] = int(time.time())


def brancher() -> None:
    user_logged_in.connect(_noter_l_ouverture, dispatch_uid="session_ouverte_le")
