from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetoursConfig(AppConfig):
    name = "communautes.retours"
    label = "retours"
    verbose_name = _("retours d’expérience")

    def ready(self):
        from communautes.retours import actes, donnees, enregistrements, nouvelles, signaux

        actes.brancher()
        donnees.brancher()
        enregistrements.brancher()
        nouvelles.brancher()
        signaux.brancher()
