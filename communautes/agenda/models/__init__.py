from communautes.agenda.models.abonnement import Abonnement
from communautes.agenda.models.compte_rendu import CompteRendu, DecisionDeRencontre
from communautes.agenda.models.deplacement import Deplacement
from communautes.agenda.models.participation import Participation
from communautes.agenda.models.rencontre import Rencontre

__all__ = [
    "Abonnement",
    "CompteRendu",
    "DecisionDeRencontre",
    "Deplacement",
    "Participation",
    "Rencontre",
]
