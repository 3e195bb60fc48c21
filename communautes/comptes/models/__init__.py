from communautes.comptes.models.connexion import (
    AdresseDeMachine,
    DemandeDeConnexion,
    EvenementDeConnexion,
)
from communautes.comptes.models.personne import User
from communautes.comptes.models.presence import Presence

__all__ = [
    "AdresseDeMachine",
    "DemandeDeConnexion",
    "EvenementDeConnexion",
    "Presence",
    "User",
]
