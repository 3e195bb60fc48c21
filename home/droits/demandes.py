"""Addresses of the admin that no screen makes, on which Wagtail's views would break."""

import re

from django.core.exceptions import BadRequest
from django.http import Http404
from django.urls import reverse
from wagtail.models import Page

_CLE = re.compile(r"[0-9]{1,18}")
CHOIX_DE_PAGE = "wagtailadmin_choose_page"
EN_NOMBRE = "wagtail_bulk_action"
# How the name of a route begins → its parameters that are keys; empty, Wagtail leaves the second.
_CLES = {
    f"{CHOIX_DE_PAGE}_chosen_multiple": (("id",), ()),
    CHOIX_DE_PAGE: ((), ("parent_page_id", "target_pages[]")),
    EN_NOMBRE: (("id",), ("childOf",)),
    "wagtailadmin_api:": (("id",), ()),
}


def verifier(request, arguments: dict) -> None:
    """BadRequest, or Http404 for what has a key that nothing has."""
    if not request.path.startswith(reverse("wagtailadmin_home")):
        return
    vue = request.resolver_match.view_name
    if _a_un_nul(request) or not all(map(_CLE.fullmatch, _cles(request, vue))):
        raise BadRequest("query string")
    if _est_introuvable(request, vue, arguments):
        raise Http404


def _a_un_nul(request) -> bool:
    """PostgreSQL refuses it."""
    return any("\0" in signe for nom, lus in request.GET.lists() for signe in (nom, *lus))


def _cles(request, vue: str):
    """Those that the address holds; « all » is a whole list."""
    exigees, facultatives = next(
        (noms for debut, noms in _CLES.items() if vue.startswith(debut)), ((), ())
    )
    if vue.endswith(":chosen_multiple"):
        exigees = ("id",)
    yield from (
        cle
        for nom in exigees
        for cle in request.GET.getlist(nom)
        if not (cle == "all" and vue == EN_NOMBRE)
    )
    yield from (cle for nom in facultatives for cle in request.GET.getlist(nom) if cle)


def _est_introuvable(request, vue: str, arguments: dict) -> bool:
    """No key; the root of the tree, which is no page to choose; a page that is not there."""
    if vue.endswith("_chooser:chosen") or vue.startswith("wagtailsnippetchoosers"):
        return "pk" in arguments and not _CLE.fullmatch(str(arguments["pk"]))
    if vue == f"{CHOIX_DE_PAGE}_chosen_multiple":
        return Page.objects.filter(pk__in=request.GET.getlist("id"), depth=1).exists()
    if vue == EN_NOMBRE and (mere := request.GET.get("childOf")):
        return not Page.objects.filter(pk=mere).exists()
    return False
