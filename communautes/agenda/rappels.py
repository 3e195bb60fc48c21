"""What a scheduled command tells: the meetings of tomorrow, to who comes."""

import logging
from datetime import datetime, time, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from communautes.agenda import nouvelles
from communautes.agenda.models import DecisionDeRencontre, Rencontre

journal = logging.getLogger("tec.agenda")


def rappeler() -> int:
    """How many meetings; each once for its date: one that is moved is reminded of again."""
    maintenant, apres_demain = timezone.now(), timezone.localdate() + timedelta(days=2)
    minuit = timezone.make_aware(datetime.combine(apres_demain, time.min))
    proches = (
        Rencontre.objects.annoncees()
        .publies()
        .filter(debut__gt=maintenant, debut__lt=minuit)
        .exclude(rappelee_pour=F("debut"))
    )
    nombre = 0
    for cle in proches.order_by("pk").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                nombre += _rappeler(cle)
        except DatabaseError:
            journal.exception("Rappel de la rencontre %s", cle)
    return nombre


def rappeler_les_decisions() -> int:
    """Due tomorrow: to who does it. Told once for each date (the key of the event)."""
    demain = timezone.localdate() + timedelta(days=1)
    dues = DecisionDeRencontre.objects.a_faire().filter(echeance=demain, porteur__isnull=False)
    lues = dues.select_related("porteur", "rencontre__communaute").order_by("pk")
    return sum(nouvelles.rappeler_la_decision(une) for une in lues)


def _rappeler(cle: int) -> bool:
    rencontre = Rencontre.objects.select_for_update().filter(pk=cle).first()
    if rencontre is None or rencontre.est_annulee or rencontre.rappelee_pour == rencontre.debut:
        return False
    rencontre.rappelee_pour = rencontre.debut
    rencontre.save(update_fields=["rappelee_pour"])
    nouvelles.rappeler(rencontre)
    return True
