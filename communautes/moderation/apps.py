from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "communautes.moderation"
    label = "moderation"
    verbose_name = _("modération")

    def ready(self):
        from communautes.moderation import actes

        actes.brancher()
