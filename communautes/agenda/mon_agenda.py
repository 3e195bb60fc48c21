"""The meetings where one comes, those that moderation has withdrawn since included."""

from communautes.agenda.lecture import ligne
from communautes.agenda.models import Participation, Rencontre


def contexte_de_mon_agenda(personne) -> dict:
    siennes = Participation.objects.en_cours().filter(personne=personne)
    ou_elle_vient = Rencontre.objects.filter(pk__in=siennes.values("rencontre")).a_venir()
    lisibles = ou_elle_vient.lisibles_par(personne).dites()
    lues = list(lisibles.pour_liste().chronologiques())
    etats = dict(siennes.values_list("rencontre", "statut"))
    attente = Participation.Statut.ATTENTE
    retirees = ou_elle_vient.annoncees().filter(moderation="retire")
    return {
        "lignes": [ligne(une) | {"attend": etats[une.pk] == attente} for une in lues],
        # Its date alone, as the news of it says: the seat may be given back.
        "retirees": list(retirees.exclude(pk__in=[une.pk for une in lues]).chronologiques()),
        "abonnement": getattr(personne, "abonnement_d_agenda", None),
    }
