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
        from communautes.journal.permissions import JamaisEcrit
        from home.echanges import registre

        register_permission_policy(Entree, JamaisEcrit(Entree))
        registre.enregistrer(TableDuJournal())
