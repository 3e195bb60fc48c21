"""A view that a level opens: who has it not gets the reason and the way, never a bare 403."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from communautes.comptes.affiliations.courant import agir
from communautes.comptes.droits import Verdict, verdict


def droit(request, code: str) -> Verdict:
    """Of who asks, for what they act for now."""
    qui = agir(request)
    return verdict(code, qui.courante, connecte=qui.connecte)


def exige(code: str) -> Callable:
    """The view is called with `affiliation`, the one acted for, as its second argument."""

    def decorer(vue):
        @never_cache
        @wraps(vue)
        def gardee(request, *args, **kwargs):
            if not agir(request).connecte:
                return redirect_to_login(request.get_full_path())
            rendu = droit(request, code)
            if not rendu.permis:
                return render(request, "affiliations/acces.html", {"verdict": rendu}, status=403)
            return vue(request, agir(request).courante, *args, **kwargs)

        return gardee

    return decorer


def exemples() -> list[dict]:
    """For the gallery of components: refused to a visitor, to who is of nowhere."""
    return [
        {"verdict": verdict("prendre_position", None, connecte=connecte), "libelle": libelle}
        for connecte, libelle in ((False, "Se positionner sur ce thème"), (True, ""))
    ]
