from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdhesionsConfig(AppConfig):
    name = "communautes.adhesions"
    label = "adhesions"
    verbose_name = _("communautés")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from communautes.adhesions import actes, donnees, enregistrements, signaux
        from communautes.adhesions.models import Adhesion, Vie
        from communautes.adhesions.permissions import JamaisALaMain

        for modele in (Adhesion, Vie):
            register_permission_policy(modele, JamaisALaMain(modele))
        actes.brancher()
        donnees.brancher()
        enregistrements.brancher()
        signaux.brancher()
