from communautes.comptes.donnees.services.anonymisation import (
    AnonymisationRefusee,
    Cause,
    anonymiser,
)
from communautes.comptes.donnees.services.correction import (
    CorrectionRefusee,
    corriger,
    demander,
    prouver,
)

__all__ = [
    "AnonymisationRefusee",
    "Cause",
    "CorrectionRefusee",
    "anonymiser",
    "corriger",
    "demander",
    "prouver",
]
