from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "communautes.moderation"
    label = "moderation"
    verbose_name = _("modération")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from communautes.moderation import actes, donnees, nouvelles, tableau
        from communautes.moderation.echanges import TableDeLaModeration, TableDuBilan
        from communautes.moderation.models import Dossier
        from home.droits.lecture_seule import LectureSeule
        from home.echanges import registre

        register_permission_policy(Dossier, LectureSeule(Dossier))
        for table in (TableDeLaModeration(), TableDuBilan()):
            registre.enregistrer(table)
        actes.brancher()
        donnees.brancher()
        nouvelles.brancher()
        tableau.brancher()
