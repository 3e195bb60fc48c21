from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "communautes.notifications"
    label = "notifications"
    verbose_name = _("notifications")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from communautes.comptes.sections import de_mon_compte
        from communautes.notifications import donnees, reunion, tableau
        from communautes.notifications.models import Courriel
        from home.droits.lecture_seule import LectureSeule
        from home.sections import Section

        register_permission_policy(Courriel, LectureSeule(Courriel))
        donnees.brancher()
        reunion.brancher()
        tableau.brancher()
        de_mon_compte.enregistrer(
            Section("notifications", 20, "notifications/section_mon_compte.html", lambda *qui: {})
        )
