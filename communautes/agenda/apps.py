from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    name = "communautes.agenda"
    label = "agenda"
    verbose_name = _("agenda")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from communautes.adhesions import changements, suites
        from communautes.agenda import (
            actes,
            documents,
            donnees,
            enregistrements,
            genres,
            moderation,
        )
        from communautes.agenda.echanges import TableDesDecisions, TableDesRencontres
        from communautes.agenda.models import DecisionDeRencontre, Rencontre
        from communautes.agenda.services.departs import apres_l_adhesion
        from home.droits.lecture_seule import LectureSeule
        from home.echanges import registre

        for modele in (Rencontre, DecisionDeRencontre):
            register_permission_policy(modele, LectureSeule(modele))
        for table in (TableDesRencontres(), TableDesDecisions()):
            registre.enregistrer(table)
        actes.brancher()
        changements.suivre(documents.communautes_apres_validation)
        donnees.brancher()
        enregistrements.brancher()
        genres.brancher()
        moderation.brancher()
        suites.au_depart(apres_l_adhesion)
