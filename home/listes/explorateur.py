"""Bulk actions of Wagtail’s own explorer: all or nothing, and every refused page is named."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from home import publication
from home.droits import pages as droits
from home.droits.refus import dire
from home.medias.politique import POLITIQUES
from home.qualite import lot


@hooks.register("before_bulk_action")
def publish_all_or_nothing(request, action_type, pages, view):
    """Wagtail would stop at the first refused page and tell of that one only."""
    if action_type != "publish" or view.model is not Page:
        return None
    avec_descendants = view.get_execution_context()["include_descendants"]
    voulues = list(_a_publier(pages, avec_descendants))
    lot.ouvrir(page.pk for page in voulues)
    refus = list(_refus(voulues, par=request.user))
    if not refus:
        return None
    lot.fermer()
    for refuse in refus:
        dire(request, refuse)
    messages.error(request, _("Rien n’a été publié. Décochez ces pages, ou revenez-y d’abord."))
    if len(refus) == 1:
        return redirect("wagtailadmin_pages:edit", refus[0].objet.pk)
    return retour(request, pages[0])


@hooks.register("after_bulk_action")
def close_the_lot(request, action_type, pages, view):
    lot.fermer()


@hooks.register("before_bulk_action")
def explain_that_nothing_can_be_done(request, action_type, objets, view):
    """Wagtail would do nothing and announce « 0 page » as a success."""
    if objets:
        return None
    refuses = view.get_actionable_objects()[1]["items_with_no_access"]
    if view.model is Page and action_type in droits.EXPLICATIONS:
        raisons = [droits.refus(action_type, page, request.user) for page in refuses]
    elif view.model in POLITIQUES and action_type == "delete":
        politique = POLITIQUES[view.model]
        raisons = [politique.refus_de_supprimer(request.user, media) for media in refuses]
    else:
        return None
    for raison in dict.fromkeys(filter(None, raisons)):
        messages.error(request, raison)
    messages.error(request, _("Rien n’a été fait."))
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")


def retour(request, page: Page):
    """Where the editor chose the pages."""
    suite = get_valid_next_url_from_request(request)
    return redirect(suite) if suite else redirect("wagtailadmin_explore", page.get_parent().pk)


def _refus(pages, *, par):
    for page in pages:
        try:
            publication.verifier(page.get_latest_revision_as_object(), par=par)
        except publication.PublicationRefusee as refus:
            yield refus


def _a_publier(pages, avec_descendants: bool):
    """As Wagtail's own action goes through them."""
    for page in pages:
        yield page.specific
        if avec_descendants:
            yield from page.get_descendants().not_live().specific()
