"""What a scheduled command tells: the meetings of tomorrow, to who comes."""

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.db import transaction
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
    return _chacune(proches, _rappeler)


def rappeler_les_decisions() -> int:
    """Due tomorrow: to who does it. Told once for each date (the key of the event)."""
    demain = timezone.localdate() + timedelta(days=1)
    dues = DecisionDeRencontre.objects.a_faire().filter(echeance=demain, porteur__isnull=False)
    return _chacune(dues, _rappeler_la_decision)


def _chacune(lignes, faire: Callable[[int], int]) -> int:
    """One that fails holds no other back: this is their last day."""
    nombre = 0
    for cle in list(lignes.order_by("pk").values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                nombre += faire(cle)
        except Exception:  # noqa: BLE001 (whatever it meets)
            journal.exception("Rappel de %s %s", lignes.model._meta.label, cle)
    return nombre


def _rappeler_la_decision(cle: int) -> int:
    lues = DecisionDeRencontre.objects.select_related("porteur", "rencontre__communaute")
    decision = lues.filter(pk=cle, porteur__isnull=False).first()
    return nouvelles.rappeler_la_decision(decision) if decision and decision.echeance else 0


def _rappeler(cle: int) -> bool:
    rencontre = Rencontre.objects.select_for_update().filter(pk=cle).first()
    if rencontre is None or rencontre.est_annulee or rencontre.rappelee_pour == rencontre.debut:
        return False
    rencontre.rappelee_pour = rencontre.debut
    rencontre.save(update_fields=["rappelee_pour"])
    nouvelles.rappeler(rencontre)
    return True
