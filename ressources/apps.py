from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RessourcesConfig(AppConfig):
    name = "ressources"
    verbose_name = _("ressources")

    def ready(self):
        from home.echanges import registre
        from ressources import enregistrements, signaux
        from ressources.echanges import TableDesRessources
        from ressources.listes import tableau

        enregistrements.brancher()
        signaux.brancher()
        tableau.brancher()
        registre.enregistrer(TableDesRessources())
