from communautes.comptes.affiliations.models.affiliation import DELAI, Affiliation
from communautes.comptes.affiliations.models.code import CodeDeConfirmation
from communautes.comptes.affiliations.models.contestation import Contestation
from communautes.comptes.affiliations.models.niveau import Niveau
from communautes.comptes.affiliations.models.requetes import (
    GARDE_D_UNE_EMPREINTE,
    MOIS_SANS_RECONFIRMER,
)

__all__ = [
    "DELAI",
    "GARDE_D_UNE_EMPREINTE",
    "MOIS_SANS_RECONFIRMER",
    "Affiliation",
    "CodeDeConfirmation",
    "Contestation",
    "Niveau",
]
