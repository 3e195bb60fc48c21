"""What was put aside is given back once its person may read it, whatever had hidden it: moderation,
a community withdrawn for an hour, a decision or a role that went to somebody else and came back.

Given back, it is as it was: what was mailed or read is not told again, what was not leaves in the
mail or the digest that its person wants (services/trier.py).
"""

import logging

from django.db import transaction

from communautes.notifications import lecture
from communautes.notifications.models import Notification

LOT = 500
journal = logging.getLogger("tec.notifications")


def rendre(lignes) -> int:
    """Of these, a queryset, those that are put aside and may be read now; how many. As many queries
    for a lot as for one.
    """
    # By event: a lot has many people, and few things that each of them may read or not.
    rangees = lignes.mises_de_cote().order_by("evenement", "personne")
    cles = list(rangees.values_list("pk", flat=True))
    return sum(_sans_faillir(cles[i : i + LOT]) for i in range(0, len(cles), LOT))


def rendre_ce_qui_se_lit() -> int:
    return rendre(Notification.objects.a_rendre_peut_etre())


def _sans_faillir(cles: list[int]) -> int:
    """One that fails holds no other back: it is looked for in each half, logged, and tried again
    by the next run.
    """
    try:
        return _rendre(cles)
    except Exception:  # noqa: BLE001 (whatever a room does)
        if len(cles) == 1:
            journal.exception("Notification %s non relue", cles[0])
            return 0
    milieu = len(cles) // 2
    return _sans_faillir(cles[:milieu]) + _sans_faillir(cles[milieu:])


@transaction.atomic
def _rendre(cles: list[int]) -> int:
    """Most stay aside: their rows are locked only when some do not, and asked again then, so that
    what is withheld at this very moment is not given back. Whose row is held elsewhere waits for
    the next run.
    """
    siennes = Notification.objects.mises_de_cote().select_related("personne", "evenement__par")
    lisibles = lecture.lisibles(siennes.filter(pk__in=cles))
    if not lisibles:
        return 0
    verrouillees = siennes.select_for_update(skip_locked=True, of=("self",), no_key=True)
    lisibles = lecture.lisibles(verrouillees.filter(pk__in=lisibles))
    return Notification.objects.filter(pk__in=lisibles).update(suspendue_le=None)
