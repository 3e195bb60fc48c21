"""Where the guide stands in the admin: its address, and the help menu."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.guide import urls


@hooks.register("register_admin_urls")
def register_guide_urls():
    return [path("guide/", include(urls))]


@hooks.register("register_help_menu_item")
def register_guide():
    return MenuItem(_("Guide de rédaction"), reverse("guide:guide"), icon_name="help", order=100)


@hooks.register("construct_help_menu")
def keep_our_guide_only(request, menu_items):
    """Wagtail’s own are about its versions, elsewhere and in English."""
    ailleurs = ("whats-new", "editor-guide")
    menu_items[:] = [entree for entree in menu_items if not entree.name.startswith(ailleurs)]
