"""How Wagtail's history says what this room does."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from home.jours import date_format


@hooks.register("register_log_actions")
def register_actions(actions):
    @actions.register_action("fraicheur.verifier")
    class Verifier(LogFormatter):
        label = gettext_lazy("Marquer comme vérifié")

        def format_message(self, log_entry):
            jour = date.fromisoformat(log_entry.data["a_revoir_le"])
            return _("Marqué comme vérifié\u00a0; à revoir le %(date)s") % {
                "date": date_format(jour, "j F Y")
            }

    @actions.register_action("fraicheur.confier")
    class Confier(LogFormatter):
        """Ids only are kept: a name would survive the person's account."""

        label = gettext_lazy("Changer de responsable")

        def format_message(self, log_entry):
            if log_entry.data["a"] is None:
                return _("Laissé sans responsable")
            return _("Confié à un autre responsable")
