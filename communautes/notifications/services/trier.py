"""What may be mailed, of what somebody was told: asked when a mail is written, and again before one
that has waited leaves.
"""

from collections.abc import Iterable

from django.utils import timezone

from communautes.comptes.models import User
from communautes.notifications import lecture
from communautes.notifications.canaux import PAR_COURRIEL, Canal
from communautes.notifications.models import Notification, Sourdine
from communautes.notifications.models.notification import PARTIES
from communautes.notifications.services.preferences import canaux_de


def a_dire(notifications: Iterable[Notification], personne: User) -> list[lecture.Ligne]:
    """Those that this person may read and wants mailed, while they are so; in the same order.

    The others were not mailed: what may not be read is put aside until it may (services/rendre.py);
    what is not wanted, or is so no more, stays on the site.
    """
    lignes = lecture.lire(notifications, personne)
    veut = _ce_que_veut(personne)
    perdues = {une.notification.pk for une in lignes if not une.lisible}
    dites = [une for une in lignes if une.lisible and veut(une) and une.vaut_encore(personne)]
    tues = {une.notification.pk for une in lignes} - perdues - {u.notification.pk for u in dites}
    Notification.objects.filter(pk__in=perdues).update(suspendue_le=timezone.now(), ecrite_le=None)
    Notification.objects.filter(pk__in=tues).update(canal=Canal.SITE, ecrite_le=None)
    return dites


def _ce_que_veut(personne: User):
    """Of a line: neither silenced nor turned off since."""
    canaux = canaux_de(personne)
    muettes = set(
        Sourdine.objects.filter(personne=personne).values_list("type_d_objet", "objet_pk")
    )

    def veut(ligne: lecture.Ligne) -> bool:
        if not ligne.genre.debrayable:
            return True
        parties = {ligne.evenement.cle_de(partie) for partie in PARTIES}
        return canaux[ligne.genre.code] in PAR_COURRIEL and not parties & muettes

    return veut
