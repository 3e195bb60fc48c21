from functools import cached_property

from django.conf import settings
from django.contrib.messages import get_messages
from django.utils.functional import SimpleLazyObject

from home import navigation, pied
from home.langues import affichage


class Coquille:
    """What the header and the footer show; asked only by the templates that have them."""

    def __init__(self, request):
        self.request = request

    @cached_property
    def navigation(self) -> list[dict]:
        return navigation.entrees(self.request)

    @cached_property
    def pied(self) -> dict:
        return pied.composer(self.request)


def site(request) -> dict:
    coquille = Coquille(request)
    return {
        "navigation": SimpleLazyObject(lambda: coquille.navigation),
        "pied": SimpleLazyObject(lambda: coquille.pied),
        "maquette": settings.TEC_MAQUETTE,
        "porte_demo": settings.TEC_PORTE_DEMO,
        "connecte": _a_une_session(request) and request.user.is_authenticated,
        "administre": SimpleLazyObject(lambda: _administre(request)),
        "avis": _avis(request),
        **affichage.contexte(request),
    }


def _a_une_session(request) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _administre(request) -> bool:
    """Asked of signed-in readers only: it costs a query."""
    return request.user.has_perm("wagtailadmin.access_admin")


def _avis(request):
    """Messages, without touching the session of a visitor who has none: pages stay cacheable."""
    avis = getattr(request, "_messages", None)
    if avis is None:
        return []
    if avis.added_new or "messages" in request.COOKIES or _a_une_session(request):
        return get_messages(request)
    return []
