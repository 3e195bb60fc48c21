from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionsConfig(AppConfig):
    name = "communautes.discussions"
    label = "discussions"
    verbose_name = _("discussions")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from communautes.adhesions import changements, confidences
        from communautes.discussions import (
            actes,
            donnees,
            enregistrements,
            indexation,
            nouvelles,
            ressources,
            tableau,
        )
        from communautes.discussions.echanges import TableDesDiscussions
        from communautes.discussions.models import Discussion
        from home.droits.lecture_seule import LectureSeule
        from home.echanges import registre

        register_permission_policy(Discussion, LectureSeule(Discussion))
        registre.enregistrer(TableDesDiscussions())
        actes.brancher()
        ressources.brancher()
        donnees.brancher()
        enregistrements.brancher()
        nouvelles.brancher()
        changements.suivre(indexation.communautes_apres_validation)
        confidences.declarer(_a_ete_dit)
        tableau.brancher()


def _a_ete_dit(communaute: int, depuis) -> bool:
    from communautes.discussions.models import Discussion

    return Discussion.objects.filter(communaute=communaute).qui_disent(depuis).exists()
