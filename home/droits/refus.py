"""Refusals of the admin, with their reason, before Wagtail's bare « permission denied »."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_latest_str
from wagtail.models import Page

from home.droits import pages
from home.medias.politique import POLITIQUES
from home.models import SiteDocument, SiteImage
from home.publication import PublicationRefusee

PAGES = {
    "wagtailadmin_pages:delete": ("delete", "page_id"),
    "wagtailadmin_pages:move": ("move", "page_to_move_id"),
    "wagtailadmin_pages:unpublish": ("unpublish", "page_id"),
}
MEDIAS = {
    "wagtailimages:delete": (SiteImage, "image_id", "wagtailimages:edit"),
    "wagtaildocs:delete": (SiteDocument, "document_id", "wagtaildocs:edit"),
}
VUES = PAGES.keys() | MEDIAS.keys()


def expliquer(request, arguments: dict):
    """The answer to who asks for an act refused to them; None when there is nothing to refuse."""
    vue = request.resolver_match.view_name
    if not request.user.has_perm("wagtailadmin.access_admin"):
        return None
    if vue in PAGES:
        acte, cle = PAGES[vue]
        page = Page.objects.filter(pk=arguments[cle], depth__gt=1).first()
        raison = page and pages.refus(acte, page, request.user)
        retour = ("wagtailadmin_explore", page.get_parent().pk) if raison else ()
    else:
        modele, cle, ecran = MEDIAS[vue]
        media = modele.objects.filter(pk=arguments[cle]).first()
        raison = media and POLITIQUES[modele].refus_de_supprimer(request.user, media)
        retour = (ecran, arguments[cle])
    if not raison:
        return None
    messages.error(request, raison)
    return redirect(*retour)


def dire(request, refus: PublicationRefusee) -> None:
    for phrase in refus.messages:
        dire_de(request, refus.objet, phrase)


def dire_de(request, objet, phrase: str) -> None:
    titre = get_latest_str(objet)
    messages.error(request, _("« %(titre)s » : %(phrase)s") % {"titre": titre, "phrase": phrase})
