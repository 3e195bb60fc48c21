"""The personal address of a calendar: opened, renewed and closed in one click."""

import uuid

from django.db import transaction
from django.utils import timezone

from communautes.agenda.models import Abonnement


@transaction.atomic
def ouvrir_une_adresse(personne) -> Abonnement:
    """A new one; the one before, if any, answers nothing any more."""
    lu, _nouveau = Abonnement.objects.update_or_create(
        personne=personne, defaults={"cle": uuid.uuid4(), "cree_le": timezone.now()}
    )
    return lu


@transaction.atomic
def fermer_l_adresse(personne) -> None:
    Abonnement.objects.filter(personne=personne).delete()
