"""What may be done of a retour: each refuses with RetourRefuse, in words for who asked."""

from communautes.retours.services.ecriture import commencer, enregistrer
from communautes.retours.services.envoi import (
    ce_qui_manque,
    publier_la_correction,
    reprendre,
    soumettre,
)
from communautes.retours.services.forme import est_mineure
from communautes.retours.services.promotion import accepter, refuser
from communautes.retours.services.relecture import demander_de_completer, prendre, publier
from communautes.retours.services.retrait import archiver, desarchiver, retirer, supprimer
from communautes.retours.services.signatures import desinviter, inviter, repondre, se_desengager

__all__ = [
    "accepter",
    "archiver",
    "ce_qui_manque",
    "commencer",
    "demander_de_completer",
    "desarchiver",
    "desinviter",
    "enregistrer",
    "est_mineure",
    "inviter",
    "prendre",
    "publier",
    "publier_la_correction",
    "refuser",
    "repondre",
    "reprendre",
    "retirer",
    "se_desengager",
    "soumettre",
    "supprimer",
]
