"""What a scheduled command does: each question past its time is somebody's, who is told once."""

import logging

from django.db import DatabaseError

from communautes.adhesions.models import CommunautePage, Vie
from communautes.discussions.models import Discussion
from communautes.discussions.services.confier import confier
from home.visibilite import en_ligne

journal = logging.getLogger("tec.discussions")


def confier_les_retards() -> int:
    """How many are newly confided; one that fails is logged, and holds nobody back. What sleeps, or
    was withdrawn, waits for nothing.
    """
    vivent = Vie.objects.vivantes().filter(
        communaute__in=en_ligne(CommunautePage.objects.sources())
    )
    dues = Discussion.objects.en_retard().filter(communaute__in=vivent.values("communaute"))
    nombre = 0
    for pk in list(dues.order_by("pk").values_list("pk", flat=True)):
        try:
            nombre += confier(pk)
        except DatabaseError:
            journal.exception("Discussion %s non confiée", pk)
    return nombre
