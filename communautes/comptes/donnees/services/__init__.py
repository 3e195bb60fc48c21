from communautes.comptes.donnees.services.anonymisation import (
    AnonymisationRefusee,
    Cause,
    anonymiser,
)
from communautes.comptes.donnees.services.correction import (
    CorrectionRefusee,
    corriger,
    demander,
    imposer,
    prouver,
)

__all__ = [
    "AnonymisationRefusee",
    "Cause",
    "CorrectionRefusee",
    "anonymiser",
    "corriger",
    "demander",
    "imposer",
    "prouver",
]
