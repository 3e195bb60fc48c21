"""How Wagtail's history says what was given or taken away in number."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

PHRASES = {
    "listes.ajouter_theme": gettext_lazy("Thème «\u00a0%(nom)s\u00a0» ajouté, en nombre"),
    "listes.retirer_theme": gettext_lazy("Thème «\u00a0%(nom)s\u00a0» retiré, en nombre"),
    "listes.ajouter_etiquette": gettext_lazy("Étiquette «\u00a0%(nom)s\u00a0» ajoutée, en nombre"),
    "listes.retirer_etiquette": gettext_lazy("Étiquette «\u00a0%(nom)s\u00a0» retirée, en nombre"),
}
LIBELLES = {
    "listes.ajouter_theme": gettext_lazy("Ajouter un thème"),
    "listes.retirer_theme": gettext_lazy("Retirer un thème"),
    "listes.ajouter_etiquette": gettext_lazy("Ajouter une étiquette"),
    "listes.retirer_etiquette": gettext_lazy("Retirer une étiquette"),
}


class EnNombre(LogFormatter):
    def format_message(self, log_entry):
        return PHRASES[log_entry.action] % {"nom": log_entry.data.get("nom") or _("effacé depuis")}


@hooks.register("register_log_actions")
def register_actions(actions):
    for acte, libelle in LIBELLES.items():
        actions.register_action(acte)(type("EnNombre", (EnNombre,), {"label": libelle}))
