"""The log of sign-ins: what happened, to which account, why. No line says who, nor from where.

The address of the machine is beside it (AdresseDeMachine), for the administration alone. Both go
after a year (`purger_connexions`); the collective acts have their own log (communautes/journal).
"""

import re

from django.db import transaction
from django.utils import timezone

from communautes.comptes.models import AdresseDeMachine, EvenementDeConnexion

MOT = re.compile(r"[a-z0-9_]{1,40}", re.ASCII)


@transaction.atomic
def noter(
    evenement: str, *, personne=None, cause: str = "", machine: str = "", **details
) -> EvenementDeConnexion:
    """One line. Everything in it is a word of the code, a number or a yes: no text from outside.

    `machine`: what home.limites.adresse_client says of the request, kept apart.
    """
    for mot in (evenement, cause or "sans", *details.values()):
        if not isinstance(mot, bool | int) and not (isinstance(mot, str) and MOT.fullmatch(mot)):
            raise ValueError("Le journal des connexions ne garde que des mots du code.")
    ligne = EvenementDeConnexion.objects.create(
        evenement=evenement, cause=cause, personne=personne, details=details
    )
    if machine:
        AdresseDeMachine.objects.create(
            evenement=ligne, adresse=machine[: AdresseDeMachine.LONGUEUR]
        )
    return ligne


@transaction.atomic
def purger() -> int:
    """What is a year old, addresses first; how many lines. The database refuses the others."""
    limite = timezone.now() - EvenementDeConnexion.CONSERVATION
    perimes = EvenementDeConnexion.objects.filter(date__lte=limite)
    AdresseDeMachine.objects.filter(evenement__in=perimes).delete()
    return perimes.delete()[0]
