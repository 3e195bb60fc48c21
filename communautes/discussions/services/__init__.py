"""Everything that changes a discussion; each act locks its community first (ecriture.py)."""

from communautes.discussions.services.animer import clore, deplacer, epingler, rouvrir
from communautes.discussions.services.brouillons import garder_brouillon, jeter_brouillon
from communautes.discussions.services.corriger import corriger, supprimer
from communautes.discussions.services.promouvoir import promouvoir, promouvoir_en, renoncer
from communautes.discussions.services.publier import poser, quand_la_moderation_change, repondre
from communautes.discussions.services.retenir import retenir, retirer_la_retenue
from communautes.discussions.services.voix import avoir_la_meme_question, dire_utile, suivre

__all__ = [
    "avoir_la_meme_question",
    "clore",
    "corriger",
    "deplacer",
    "dire_utile",
    "epingler",
    "garder_brouillon",
    "jeter_brouillon",
    "poser",
    "promouvoir",
    "promouvoir_en",
    "quand_la_moderation_change",
    "renoncer",
    "repondre",
    "retenir",
    "retirer_la_retenue",
    "rouvrir",
    "suivre",
    "supprimer",
]
