"""Where somebody was before a page of sign-in: an address of this site, or none."""

import re
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

CHAMP = "next"
LONGUEUR = 2000  # signs: a longer one is nobody's, and is kept while a code is awaited
_CONTROLES = re.compile(r"[\x00-\x1f\x7f]")
# Doors, ways out, and the pages that ask what is owed.
LIBRES = ("account_", "connexion_", "entrer_comme", "proconnect_", "second_facteur")


def nom_de_la_vue(request) -> str:
    """Empty too for the request of a preview, which resolves nothing."""
    return (request.resolver_match and request.resolver_match.view_name) or ""


def aux_portes(request) -> bool:
    return nom_de_la_vue(request).startswith(LIBRES)


def se_garde(adresse: str) -> bool:
    """Django refuses control characters in front only; a database refuses a NUL anywhere."""
    return len(adresse) <= LONGUEUR and not _CONTROLES.search(adresse)


def est_d_ici(request, adresse: str) -> bool:
    """A path of this site. A bare word would be taken for the name of a view by `redirect`."""
    return (
        adresse.startswith("/")
        and url_has_allowed_host_and_scheme(adresse, {request.get_host()}, request.is_secure())
        and se_garde(adresse)
    )


def suite_de(request, *, defaut: str = "") -> str:
    adresse = request.POST.get(CHAMP) or request.GET.get(CHAMP) or ""
    return adresse if est_d_ici(request, adresse) else defaut or settings.LOGIN_REDIRECT_URL


def avec_suite(nom: str, suite: str) -> str:
    adresse = reverse(nom)
    return f"{adresse}?{urlencode({CHAMP: suite})}" if suite else adresse
