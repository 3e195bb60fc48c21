"""What this room holds of a person: the files that they gave."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.comptes.donnees import registre
from communautes.comptes.donnees.registre import Detention
from communautes.fichiers.models import Fichier
from communautes.fichiers.services import retirer


def _fichiers(personne):
    for fichier in Fichier.objects.filter(depose_par=personne):
        yield {
            "nom": fichier.nom,
            "depose_le": fichier.depose_le,
            "octets": fichier.taille,
            "joint": not fichier.en_attente,
            "retire_le": fichier.retire_le,
        }


def _effacer(personne, traces) -> None:
    """What goes with a message stays with it, under a name that says nothing."""
    for fichier in Fichier.objects.en_attente().filter(depose_par=personne):
        retirer(fichier)
    for fichier in Fichier.objects.filter(depose_par=personne):
        terminaison = fichier.nom.rpartition(".")[2]
        Fichier.objects.filter(pk=fichier.pk).update(nom=f"{_('fichier')}.{terminaison}")


def brancher() -> None:
    registre.declarer(
        Detention(
            "fichiers",
            gettext_lazy("Les fichiers que vous avez déposés"),
            {
                "nom": gettext_lazy("nom"),
                "depose_le": gettext_lazy("déposé le"),
                "octets": gettext_lazy("taille en octets"),
                "joint": gettext_lazy("joint à un message"),
                "retire_le": gettext_lazy("retiré le"),
            },
            _fichiers,
            _effacer,
            devenir=gettext_lazy("Ce qui est joint à un message y reste, sous un nom neutre."),
            rang=35,
        )
    )
