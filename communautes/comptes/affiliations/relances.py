"""What a scheduled command says, of what the clock has decided already."""

from django.db import transaction
from django.utils import timezone

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.models import Affiliation, Contestation
from communautes.comptes.affiliations.services.ecriture import (
    assurer_referent,
    constater,
    verrouiller_collectivite,
)


@transaction.atomic
def escalader() -> int:
    """One mail for all that is new; whoever runs at the same time finds nothing new."""
    maintenant = timezone.now()
    nombre = 0
    for lignes in (Affiliation.objects.pour_l_anct(), Contestation.objects.pour_l_anct()):
        nouvelles = lignes.filter(escalade_dite_le=None).order_by("pk")
        cles = list(
            nouvelles.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)
        )
        nombre += lignes.model.objects.filter(pk__in=cles).update(escalade_dite_le=maintenant)
    if nombre:
        emails.a_instruire(nombre)
    return nombre


def noter_les_expirees() -> int:
    """One collectivité at a time, locked as every act on its members."""
    expirees = Affiliation.objects.expirees().order_by("collectivite_id")
    nombre = 0
    for cle in set(expirees.values_list("collectivite_id", flat=True)):
        with transaction.atomic():
            collectivite = verrouiller_collectivite(cle)
            nombre += constater(collectivite)
            assurer_referent(collectivite)
    return nombre
