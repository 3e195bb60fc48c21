from communautes.comptes.affiliations.models.affiliation import (
    DELAI,
    MOIS_SANS_RECONFIRMER,
    Affiliation,
    Niveau,
)
from communautes.comptes.affiliations.models.code import CodeDeConfirmation
from communautes.comptes.affiliations.models.contestation import Contestation

__all__ = [
    "DELAI",
    "MOIS_SANS_RECONFIRMER",
    "Affiliation",
    "CodeDeConfirmation",
    "Contestation",
    "Niveau",
]
