"""What is kept no longer than it serves. Counts and reasons stay; who reported and words go."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from communautes.moderation.delais import GARDE
from communautes.moderation.models import Dossier, Etat, Publication, Signalement


@transaction.atomic
def purger() -> tuple[int, int]:
    """(reports emptied, dossiers emptied), six months after the last word on each."""
    Publication.objects.oubliables().delete()
    finis = Dossier.objects.filter(_finis_avant(timezone.now() - GARDE))
    signalements = Signalement.objects.filter(dossier__in=finis)
    pleins = signalements.exclude(personne=None, email="", precisions="")
    vides = pleins.update(personne=None, email="", precisions="")
    dossiers = finis.exclude(texte="", titre="", contestation="")
    return vides, dossiers.update(texte="", titre="", contestation="")


def _finis_avant(limite: datetime) -> Q:
    return Q(etat=Etat.DECIDE, decide_le__lt=limite) | Q(
        etat__in=[Etat.CONFIRME, Etat.LEVE], tranche_le__lt=limite
    )
