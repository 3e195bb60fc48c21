"""Everything that changes who belongs to a community, and whether it lives; each locks it first."""

from communautes.adhesions.services.departs import oublier, quitter
from communautes.adhesions.services.entrer import inscrire, rejoindre
from communautes.adhesions.services.reponses import accepter, exclure, lever_l_exclusion, refuser
from communautes.adhesions.services.roles import donner_role, nommer, paraitre
from communautes.adhesions.services.vies import (
    archiver,
    continuer,
    ecrire_synthese,
    endormir,
    noter_activite,
    reveiller,
)

__all__ = [
    "accepter",
    "archiver",
    "continuer",
    "donner_role",
    "ecrire_synthese",
    "endormir",
    "exclure",
    "inscrire",
    "lever_l_exclusion",
    "nommer",
    "noter_activite",
    "oublier",
    "paraitre",
    "quitter",
    "refuser",
    "rejoindre",
    "reveiller",
]
