from communautes.retours.models.auteures import CollectiviteAuteure
from communautes.retours.models.contenus import (
    EtiquetteRetour,
    RetourActeur,
    RetourFichier,
    RetourImage,
    RetourTheme,
)
from communautes.retours.models.parcours import Parcours
from communautes.retours.models.remarque import Remarque
from communautes.retours.models.retour import RetourExperience
from communautes.retours.models.tache import RelectureDeRetour

__all__ = [
    "CollectiviteAuteure",
    "EtiquetteRetour",
    "Parcours",
    "RelectureDeRetour",
    "Remarque",
    "RetourActeur",
    "RetourExperience",
    "RetourFichier",
    "RetourImage",
    "RetourTheme",
]
