"""A proof that is recent: what cannot be undone is not done from a screen left open."""

import time
from functools import wraps

from django.shortcuts import render

from communautes.comptes.session import OUVERTE_LE

FRAICHE = 15 * 60  # seconds since the code, ProConnect, or the second factor that came after


def est_fraiche(request) -> bool:
    """Signing in is the proof: `AvantDAgirMiddleware` asks for the second factor besides."""
    ouverte_le = request.session.get(OUVERTE_LE)
    return ouverte_le is not None and time.time() - ouverte_le < FRAICHE


def preuve_fraiche(vue):
    """Else the page says why, and leads to the door; what was typed is not sensitive to lose."""

    @wraps(vue)
    def gardee(request, *args, **kwargs):
        if not est_fraiche(request):
            contexte = {"suite": request.path}
            return render(request, "donnees/se_reconnecter.html", contexte, status=403)
        return vue(request, *args, **kwargs)

    return gardee
