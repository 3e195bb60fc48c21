from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "communautes.journal"
    label = "journal"
    verbose_name = _("journal")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from communautes.journal.echanges import TableDuJournal
        from communautes.journal.models import Entree
        from home.droits.lecture_seule import LectureSeule
        from home.echanges import registre

        register_permission_policy(Entree, LectureSeule(Entree))
        registre.enregistrer(TableDuJournal())
