"""What is mailed at once: each notification becomes a row of the outbox, exactly once."""

import logging

from django.db import transaction
from django.utils import timezone

from communautes.notifications import emails
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Notification
from communautes.notifications.services.trier import a_dire

journal = logging.getLogger("tec.notifications")


def ecrire_les_immediates(evenement: int | None = None) -> int:
    """Those of one event, or all that wait; how many. One that fails is logged, and tried again by
    the next run: it holds nobody back.
    """
    dues = Notification.objects.a_ecrire(Canal.IMMEDIAT)
    if evenement is not None:
        dues = dues.filter(evenement=evenement)
    nombre = 0
    for cle in list(dues.order_by("pk").values_list("pk", flat=True)):
        try:
            nombre += _ecrire(cle)
        except Exception:  # noqa: BLE001 (whatever a room does)
            journal.exception("Notification %s non écrite", cle)
    return nombre


@transaction.atomic
def _ecrire(cle: int) -> bool:
    """Asked again: who lost access in between hears nothing, and sees nothing."""
    dues = Notification.objects.a_ecrire(Canal.IMMEDIAT).select_related(
        "personne", "evenement__par"
    )
    # The person too: forgotten at this moment, they would leave a mail behind.
    dues = dues.select_for_update(skip_locked=True, of=("self", "personne"), no_key=True)
    notification = dues.filter(pk=cle).first()
    if notification is None:
        return False
    if not notification.personne.is_active:
        Notification.objects.filter(pk=cle).update(canal=Canal.SITE)
        return False
    lignes = a_dire([notification], notification.personne)
    if not lignes:
        return False
    emails.composer(notification.personne, lignes).send()
    Notification.objects.filter(pk=cle).update(ecrite_le=timezone.now())
    return True
