"""Where the admin meets this room: its addresses, its entries in menus."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from home.fraicheur import urls
from home.fraicheur.models import Suivi
from home.fraicheur.permissions import peut_passer_la_main, raison_de_refus


@hooks.register("register_admin_urls")
def register_freshness_urls():
    return [path("fraicheur/", include(urls))]


@hooks.register("insert_global_admin_css")
def style():
    feuille = static("home/fraicheur/fraicheur.css")
    return format_html('<link rel="stylesheet" href="{}">', feuille)


@hooks.register("register_page_header_buttons")
def offer_to_verify(page, user, view_name, next_url=None):
    """In the menu of a page's form, for who may."""
    if view_name == "edit" and isinstance(page, Suivi) and not raison_de_refus(page, par=user):
        adresse = reverse("fraicheur:verifier", args=[page._meta.model_name, page.pk])
        yield Button(_("Marquer comme vérifié"), url=adresse, icon_name="check", priority=5)


class PasserLaMainItem(MenuItem):
    def is_shown(self, request) -> bool:
        return peut_passer_la_main(request.user)


@hooks.register("register_settings_menu_item")
def register_hand_over():
    return PasserLaMainItem(
        _("Passer la main"),
        reverse("fraicheur:passer_la_main"),
        name="passer-la-main",
        icon_name="group",
        order=610,
    )
