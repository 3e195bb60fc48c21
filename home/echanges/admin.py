"""Where imports and exports stand in the admin: their addresses, and a line of the reports menu."""

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.echanges import registre, urls


class ImporterEtExporter(MenuItem):
    def is_shown(self, request):
        return registre.exporte(request.user)


@hooks.register("register_admin_urls")
def register_exchange_urls():
    return [path("echanges/", include(urls))]


@hooks.register("register_reports_menu_item")
def register_exchange_menu_item():
    return ImporterEtExporter(
        _("Importer et exporter"),
        reverse_lazy("echanges:accueil"),
        name="echanges",
        icon_name="download",
        order=10,
    )
