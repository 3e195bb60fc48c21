from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FichiersConfig(AppConfig):
    name = "communautes.fichiers"
    label = "fichiers"
    verbose_name = _("fichiers déposés")

    def ready(self):
        from communautes.fichiers import controles, donnees

        controles.brancher()
        donnees.brancher()
