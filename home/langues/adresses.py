"""French has no prefix: /fr/… leads to the address that exists."""

from django.http import HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe


@require_safe
def sans_prefixe(request, chemin: str = ""):
    """On this site only: « /fr//ailleurs.org » must not become another host."""
    adresse = "/" + chemin.lstrip("/\\")
    parametres = request.GET.urlencode()
    return HttpResponsePermanentRedirect(adresse + (f"?{parametres}" if parametres else ""))
