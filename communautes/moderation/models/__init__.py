from communautes.moderation.models.dossier import POUR_CONTESTER, Dossier
from communautes.moderation.models.etats import Base, Categorie, Decision, Etat
from communautes.moderation.models.moderable import Moderable, ModerableQuerySet, Moderation
from communautes.moderation.models.publication import MEMOIRE, Publication
from communautes.moderation.models.signalement import Signalement

__all__ = [
    "MEMOIRE",
    "POUR_CONTESTER",
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
