"""The log of sign-ins: what happened, to which account, why. Nothing that says who or from where.

Another task purges it and shows it; the collective acts have their own (communautes/journal).
"""

import re

from communautes.comptes.models import EvenementDeConnexion

MOT = re.compile(r"[a-z0-9_]{1,40}", re.ASCII)


def noter(evenement: str, *, personne=None, cause: str = "", **details) -> EvenementDeConnexion:
    """One line. Everything in it is a word of the code, a number or a yes: no text from outside."""
    for mot in (evenement, cause or "sans", *details.values()):
        if not isinstance(mot, bool | int) and not (isinstance(mot, str) and MOT.fullmatch(mot)):
            raise ValueError("Le journal des connexions ne garde que des mots du code.")
    return EvenementDeConnexion.objects.create(
        evenement=evenement, cause=cause, personne=personne, details=details
    )
