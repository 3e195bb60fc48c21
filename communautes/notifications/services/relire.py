"""A mail that waited is written again before it leaves, out of what it tells as that is now: who
lost access, said no, or would be told what is so no more, gets nothing of it.
"""

from communautes.notifications import emails
from communautes.notifications.canaux import PAR_COURRIEL
from communautes.notifications.mise_en_boite import recrire
from communautes.notifications.models import Courriel, Notification
from communautes.notifications.services.trier import a_dire


def relire(courriel: Courriel) -> bool:
    """False: nothing is left of it. What it does not tell any more was not mailed: given back, it
    has another mail. Never waits for who is at its rows: they may wait for this mail.
    """
    siennes = Notification.objects.filter(pk__in=courriel.notifications)
    list(siennes.select_for_update(nowait=True, no_key=True).values_list("pk", flat=True))
    lignes = _lignes(siennes)
    dites = [ligne.notification.pk for ligne in lignes]
    siennes.exclude(pk__in=dites).update(ecrite_le=None)
    if lignes:
        recrire(courriel, emails.composer(lignes[0].notification.personne, lignes))
    return bool(lignes)


def _lignes(siennes) -> list:
    """Not what was read on the site since."""
    attendent = siennes.non_lues().filter(canal__in=PAR_COURRIEL)
    lues = list(attendent.pour_la_liste().select_related("personne", "evenement__par"))
    if not lues or not lues[0].personne.is_active:
        return []
    return a_dire(lues, lues[0].personne)
