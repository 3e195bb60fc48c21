from communautes.comptes.donnees.services.anonymisation import (
    AnonymisationRefusee,
    Cause,
    anonymiser,
)

__all__ = ["AnonymisationRefusee", "Cause", "anonymiser"]
