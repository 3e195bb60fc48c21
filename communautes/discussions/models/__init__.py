from communautes.discussions.models.brouillon import Brouillon
from communautes.discussions.models.discussion import Discussion
from communautes.discussions.models.ecrit import SANS_MARQUE
from communautes.discussions.models.mention import Mention
from communautes.discussions.models.reponse import Reponse
from communautes.discussions.models.version import Version
from communautes.discussions.models.voix import Abonnement, MemeQuestion, VoteUtile

__all__ = [
    "SANS_MARQUE",
    "Abonnement",
    "Brouillon",
    "Discussion",
    "MemeQuestion",
    "Mention",
    "Reponse",
    "Version",
    "VoteUtile",
]
