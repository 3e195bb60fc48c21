from communautes.moderation.models.dossier import Dossier
from communautes.moderation.models.etats import Base, Categorie, Decision, Etat
from communautes.moderation.models.moderable import Moderable, ModerableQuerySet, Moderation
from communautes.moderation.models.publication import MEMOIRE, Publication
from communautes.moderation.models.signalement import Signalement

__all__ = [
    "MEMOIRE",
    "Base",
    "Categorie",
    "Decision",
    "Dossier",
    "Etat",
    "Moderable",
    "ModerableQuerySet",
    "Moderation",
    "Publication",
    "Signalement",
]
