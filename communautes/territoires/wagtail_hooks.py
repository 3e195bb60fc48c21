from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from communautes.territoires.viewsets import CollectiviteViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [CollectiviteViewSet("collectivites")]


@hooks.register("register_log_actions")
def register_acts(actions):
    @actions.register_action("territoires.courriels")
    class Courriels(LogFormatter):
        label = _("Changer les courriels officiels")
        message = _("Courriels officiels changés")

    @actions.register_action("territoires.fusion")
    class FusionPrononcee(LogFormatter):
        label = _("Prononcer une fusion")

        def format_message(self, entree) -> str:
            return gettext("Fusionnée dans «\u00a0%(dans)s\u00a0»") % entree.data

    @actions.register_action("territoires.dissolution")
    class DissolutionPrononcee(LogFormatter):
        label = _("Prononcer une dissolution")
        message = _("Dissoute")
