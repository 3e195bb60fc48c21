from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettresConfig(AppConfig):
    name = "communautes.lettres"
    label = "lettres"
    verbose_name = _("lettres des communautés")

    def ready(self):
        from communautes.lettres import actes, donnees, enregistrements, nouvelles

        actes.brancher()
        donnees.brancher()
        enregistrements.brancher()
        nouvelles.brancher()
