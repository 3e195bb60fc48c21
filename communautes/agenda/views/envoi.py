"""What the forms of who prepares share: what was typed is never lost."""

import re
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from communautes.comptes.pas_publie import pas_publie

_LONGS = re.compile(r"texte|motif|decisions-\d+-texte")


def preparation(vue: Callable) -> Callable:
    """A form, and its sending: who may prepare no more, or what is gone, gives the words back."""

    @wraps(vue)
    def gardee(request, *args, **kwargs):
        try:
            reponse = vue(request, *args, **kwargs)
        except Http404:
            if not any(_dit(request)):
                raise
            return _rendre(request, status=404)
        if reponse.status_code == 403 and any(_dit(request)):
            return _rendre(request, status=403)
        return reponse

    return require_http_methods(["GET", "HEAD", "POST"])(never_cache(login_required(gardee)))


def refuser(form: Form, refus: Exception) -> None:
    form.is_valid()  # its own errors first
    form.add_error(None, str(refus))


def _rendre(request, *, status: int):
    titre, texte = _dit(request)
    phrase = _(
        "Vous ne préparez plus cette rencontre, ou elle n’existe plus\u00a0: ce que vous aviez "
        "écrit n’est pas enregistré."
    )
    suite = reverse("agenda:liste")
    return pas_publie(request, phrase, suite, titre=titre, texte=texte, status=status)


def _dit(request) -> tuple[str, str]:
    """The title; the programme, the reason, the minutes and the decisions."""
    morceaux = [request.POST.get(nom, "") for nom in request.POST if _LONGS.fullmatch(nom)]
    return request.POST.get("titre", ""), "\n\n".join(filter(str.strip, morceaux))
