from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home import avis, en_nombre  # noqa: F401 (they register their own hooks)
from home.echanges import urls as echanges
from home.guide import urls as guide
from home.fraicheur import admin as _fraicheur  # noqa: F401 (registers its own hooks)
from home.fraicheur import journal  # noqa: F401 (registers its own hooks)
from home.langues import admin  # noqa: F401 (registers its own hooks)
from home.liens import DocumentLink, ExternalLink, PageLink
from home.viewsets import ActualiteViewSet, MessageRecuViewSet


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own handlers
def register_links(features):
    for handler in (PageLink, DocumentLink, ExternalLink):
        features.register_link_type(handler)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [ActualiteViewSet("actualites"), MessageRecuViewSet("messages_recus")]


@hooks.register("register_admin_urls")
def register_own_urls():
    return [path("echanges/", include(echanges)), path("guide/", include(guide))]


@hooks.register("register_help_menu_item")
def register_guide():
    return MenuItem(_("Guide de rédaction"), reverse("guide:guide"), icon_name="help", order=100)


@hooks.register("construct_help_menu")
def keep_our_guide_only(request, menu_items):
    """Wagtail’s own are about its versions, elsewhere and in English."""
    ailleurs = ("whats-new", "editor-guide")
    menu_items[:] = [entree for entree in menu_items if not entree.name.startswith(ailleurs)]
