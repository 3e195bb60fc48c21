"""Everything that changes a meeting, who comes, or what comes out of it; each locks it first."""

from communautes.agenda.services.abonnements import fermer_l_adresse, ouvrir_une_adresse
from communautes.agenda.services.comptes_rendus import clore, ecrire_compte_rendu
from communautes.agenda.services.participations import inscrire, se_retirer
from communautes.agenda.services.planifier import annoncer, annuler, creer, modifier, supprimer

__all__ = [
    "annoncer",
    "annuler",
    "clore",
    "creer",
    "ecrire_compte_rendu",
    "fermer_l_adresse",
    "inscrire",
    "modifier",
    "ouvrir_une_adresse",
    "se_retirer",
    "supprimer",
]
