"""The report in Wagtail's menu, and its acts in Wagtail's log."""

from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from home.qualite import urls
from home.qualite.permissions import peut_lire


class EntreeDuRapport(MenuItem):
    def is_shown(self, request) -> bool:
        return peut_lire(request.user)


@hooks.register("register_admin_urls")
def register_quality_urls():
    return [path("rapports/qualite/", include(urls))]


@hooks.register("register_reports_menu_item")
def report_on_quality():
    return EntreeDuRapport(
        gettext_lazy("Qualité des contenus"),
        reverse("qualite:rapport"),
        name="qualite",
        icon_name="clipboard-list",
        order=100,
    )


@hooks.register("register_log_actions")
def acts_on_findings(actions):
    @actions.register_action("home.constat_ignore")
    class Ignore(LogFormatter):
        label = gettext_lazy("Ignorer un constat")

        def format_message(self, entree) -> str:
            return _("Constat ignoré (%(probleme)s)\u00a0: %(motif)s") % entree.data

    @actions.register_action("home.constat_repris")
    class Repris(LogFormatter):
        label = gettext_lazy("Reprendre un constat")

        def format_message(self, entree) -> str:
            return _("Constat repris (%(probleme)s)") % entree.data
