from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home import avis, en_nombre  # noqa: F401 (they register their own hooks)
from home.echanges import registre
from home.echanges import urls as echanges
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
def register_exchange_urls():
    return [path("echanges/", include(echanges))]


class ImporterEtExporter(MenuItem):
    def is_shown(self, request):
        return bool(registre.exportables(request.user))


@hooks.register("register_reports_menu_item")
def register_exchange_menu_item():
    return ImporterEtExporter(
        _("Importer et exporter"),
        reverse_lazy("echanges:accueil"),
        name="echanges",
        icon_name="download",
        order=10,
    )
