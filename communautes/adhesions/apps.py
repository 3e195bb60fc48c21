from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdhesionsConfig(AppConfig):
    name = "communautes.adhesions"
    label = "adhesions"
    verbose_name = _("communautés")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from communautes.adhesions import (
            actes,
            changements,
            donnees,
            enregistrements,
            moderation,
            nouvelles,
            signaux,
            tableau,
        )
        from communautes.adhesions.echanges import TableDesAdhesions, TableDesCommunautes
        from communautes.adhesions.models import Adhesion, Vie
        from home.droits.lecture_seule import LectureSeule
        from home.echanges import registre

        for modele in (Adhesion, Vie):
            register_permission_policy(modele, LectureSeule(modele))
        for table in (TableDesAdhesions(), TableDesCommunautes()):
            registre.enregistrer(table)
        actes.brancher()
        changements.brancher()
        donnees.brancher()
        enregistrements.brancher()
        moderation.brancher()
        nouvelles.brancher()
        signaux.brancher()
        tableau.brancher()
