"""Everything that changes who belongs to a community; each act locks it first."""

from communautes.adhesions.services.departs import oublier, quitter
from communautes.adhesions.services.entrer import inscrire, rejoindre
from communautes.adhesions.services.reponses import accepter, exclure, lever_l_exclusion, refuser
from communautes.adhesions.services.roles import donner_role, nommer, paraitre

__all__ = [
    "accepter",
    "donner_role",
    "exclure",
    "inscrire",
    "lever_l_exclusion",
    "nommer",
    "oublier",
    "paraitre",
    "quitter",
    "refuser",
    "rejoindre",
]
