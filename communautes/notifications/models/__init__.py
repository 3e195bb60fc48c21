from communautes.notifications.models.choix import Preference, Sourdine
from communautes.notifications.models.courriel import Courriel
from communautes.notifications.models.notification import Evenement, Notification
from communautes.notifications.models.recapitulatif import Recapitulatif

__all__ = [
    "Courriel",
    "Evenement",
    "Notification",
    "Preference",
    "Recapitulatif",
    "Sourdine",
]
