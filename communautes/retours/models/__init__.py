from communautes.retours.models.auteures import CollectiviteAuteure
from communautes.retours.models.avis import AvisUtile
from communautes.retours.models.bilan import BilanDeReprise
from communautes.retours.models.commentaire import Commentaire
from communautes.retours.models.contenus import (
    EtiquetteRetour,
    RetourActeur,
    RetourFichier,
    RetourImage,
    RetourTheme,
)
from communautes.retours.models.lien import LienDExperience
from communautes.retours.models.parcours import Parcours
from communautes.retours.models.preference import PreferenceDAuteur
from communautes.retours.models.promotion import PromotionDeReponse
from communautes.retours.models.relance import RelanceDActualite
from communautes.retours.models.remarque import Remarque
from communautes.retours.models.retour import RetourExperience
from communautes.retours.models.tache import RelectureDeRetour

__all__ = [
    "AvisUtile",
    "BilanDeReprise",
    "CollectiviteAuteure",
    "Commentaire",
    "EtiquetteRetour",
    "LienDExperience",
    "Parcours",
    "PreferenceDAuteur",
    "PromotionDeReponse",
    "RelanceDActualite",
    "RelectureDeRetour",
    "Remarque",
    "RetourActeur",
    "RetourExperience",
    "RetourFichier",
    "RetourImage",
    "RetourTheme",
]
