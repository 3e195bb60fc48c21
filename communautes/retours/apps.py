from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetoursConfig(AppConfig):
    name = "communautes.retours"
    label = "retours"
    verbose_name = _("retours d’expérience")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from communautes.retours import (
            actes,
            donnees,
            enregistrements,
            nouvelles,
            signaux,
            tableau,
        )
        from communautes.retours.echanges import TableDesRetours
        from communautes.retours.models import RetourExperience
        from communautes.retours.relecture.politique import PolitiqueDesRetours
        from home.echanges import registre

        register_permission_policy(RetourExperience, PolitiqueDesRetours(RetourExperience))
        actes.brancher()
        donnees.brancher()
        enregistrements.brancher()
        nouvelles.brancher()
        signaux.brancher()
        tableau.brancher()
        registre.enregistrer(TableDesRetours())
