"""Digests: one mail a person and a period, of what was told before the period began.

The row of Recapitulatif is written with the mail and with what it tells: a run may stop, start
again, or run twice at once.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from communautes.comptes.models import User
from communautes.notifications import emails
from communautes.notifications.canaux import RECAPITULATIFS, Canal
from communautes.notifications.models import Notification, Recapitulatif
from communautes.notifications.services.trier import a_dire

journal = logging.getLogger("tec.notifications")
HEURE = time(7)  # in Paris


@dataclass(frozen=True)
class Periode:
    """`jour`: its first, by which the database knows it."""

    frequence: str
    jour: date

    @property
    def debut(self) -> datetime:
        return datetime.combine(self.jour, HEURE, timezone.get_default_timezone())


def periode_en_cours(frequence: str) -> Periode:
    """It begins at seven in Paris: each day, or each Monday."""
    maintenant = timezone.localtime(timezone=timezone.get_default_timezone())
    jour = maintenant.date() - timedelta(days=maintenant.time() < HEURE)
    if frequence == Canal.HEBDOMADAIRE:
        jour -= timedelta(days=jour.weekday())
    return Periode(frequence, jour)


def envoyer_les_recapitulatifs() -> int:
    """Those of the periods that have begun and were not sent; how many."""
    nombre = 0
    for frequence in RECAPITULATIFS:
        periode = periode_en_cours(frequence)
        for personne in list(_qui_attend(periode)):
            try:
                nombre += _envoyer(personne, periode)
            except Exception:  # noqa: BLE001 (whatever a room does)
                journal.exception("Récapitulatif de la personne %s non écrit", personne)
    return nombre


def dus(periode: Periode):
    attendent = Notification.objects.a_ecrire(periode.frequence)
    return attendent.filter(cree_le__lt=periode.debut)


def _qui_attend(periode: Periode):
    faits = Recapitulatif.objects.filter(
        personne=OuterRef("personne"), frequence=periode.frequence, jour=periode.jour
    )
    lignes = dus(periode).filter(~Exists(faits)).order_by("personne")
    return lignes.values_list("personne", flat=True).distinct()


@transaction.atomic
def _envoyer(cle: int, periode: Periode) -> bool:
    """The person's row first, as who chooses does: what is read here is what they want now."""
    personne = User.objects.select_for_update(no_key=True).get(pk=cle)
    siennes = dus(periode).filter(personne=personne)
    if not personne.is_active:
        siennes.update(canal=Canal.SITE)
        return False
    lignes = a_dire(siennes.pour_la_liste(), personne)
    if not lignes:
        return False
    _fait, nouveau = Recapitulatif.objects.get_or_create(
        personne=personne, frequence=periode.frequence, jour=periode.jour
    )
    if not nouveau:
        return False
    emails.composer(personne, lignes).send()
    cles = [ligne.notification.pk for ligne in lignes]
    Notification.objects.filter(pk__in=cles).update(ecrite_le=timezone.now())
    return True
