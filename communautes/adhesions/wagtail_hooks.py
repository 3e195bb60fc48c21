from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from communautes.adhesions.en_nombre import ACTIONS
from communautes.adhesions.suppressions import pourquoi_elle_reste
from communautes.adhesions.viewsets import AdhesionViewSet, CommunauteViewSet
from home.droits import refus
from home.listes import explorateur

for action in ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [
        AdhesionViewSet("adhesions_admin", url_prefix="adhesions"),
        CommunauteViewSet("communautes_admin", url_prefix="communautes"),
    ]


@hooks.register("before_delete_page")
def explain_why_a_community_stays(request, page):
    raison = pourquoi_elle_reste(page)
    if not raison:
        return None
    messages.error(request, raison)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def explain_why_communities_stay(request, action_type, pages, view):
    if view.model is not Page or action_type != "delete":
        return None
    raisons = {page: raison for page in pages if (raison := pourquoi_elle_reste(page))}
    if not raisons:
        return None
    for page, raison in raisons.items():
        refus.dire_de(request, page, raison)
    messages.error(request, _("Rien n’a été fait."))
    return explorateur.retour(request, pages[0])
