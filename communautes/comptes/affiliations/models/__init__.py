from communautes.comptes.affiliations.models.affiliation import DELAI, Affiliation, Niveau
from communautes.comptes.affiliations.models.code import CodeDeConfirmation
from communautes.comptes.affiliations.models.contestation import Contestation

__all__ = ["DELAI", "Affiliation", "CodeDeConfirmation", "Contestation", "Niveau"]
