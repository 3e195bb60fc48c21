from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "communautes.notifications"
    label = "notifications"
    verbose_name = _("notifications")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from communautes.notifications import donnees, reunion, tableau
        from communautes.notifications.models import Courriel
        from communautes.notifications.permissions import LectureSeule

        register_permission_policy(Courriel, LectureSeule(Courriel))
        donnees.brancher()
        reunion.brancher()
        tableau.brancher()
