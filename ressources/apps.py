from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RessourcesConfig(AppConfig):
    name = "ressources"
    verbose_name = _("ressources")

    def ready(self):
        from ressources import echanges, enregistrements, signaux
        from ressources.listes import tableau

        enregistrements.brancher()
        signaux.brancher()
        echanges.brancher()
        tableau.brancher()
