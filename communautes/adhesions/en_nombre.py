"""Accepting or refusing many requests at once (home/listes/decisions.py)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from communautes.adhesions import services
from communautes.adhesions.filtres import FiltreDesAdhesions
from communautes.adhesions.listes import CHAMPS_DE_RECHERCHE
from communautes.adhesions.models import Adhesion
from communautes.adhesions.permissions import peut_conduire
from communautes.adhesions.refus import AdhesionRefusee
from communautes.journal.forms import MotifField
from home.listes.decisions import DeciderEnNombre


class MotifForm(forms.Form):
    motif = MotifField(
        help_text=gettext_lazy(
            "Le même pour toutes\u00a0: chaque personne le lit, et le journal le garde. Sans nom "
            "ni adresse."
        ),
    )


class RepondreEnNombre(DeciderEnNombre):
    models = [Adhesion]
    liste = "adhesions_admin"
    filtre = FiltreDesAdhesions
    champs_de_recherche = CHAMPS_DE_RECHERCHE
    refus = AdhesionRefusee

    def peut(self, personne) -> bool:
        return peut_conduire(personne)

    def lignes(self):
        return Adhesion.objects.pour_liste()

    def nom(self, adhesion: Adhesion) -> str:
        return str(adhesion.personne)

    def precision(self, adhesion: Adhesion) -> str:
        return adhesion.communaute.title

    def impossible(self, adhesion: Adhesion) -> str:
        return "" if adhesion.est_demandee else _("cette demande a déjà sa réponse")


class AccepterEnNombre(RepondreEnNombre):
    titre = gettext_lazy("Accepter des demandes d’adhésion")
    display_name = aria_label = gettext_lazy("Accepter ces demandes")
    action_type = "accepter"
    action_priority = 10

    def decider(self, adhesion: Adhesion, donnees: dict) -> None:
        services.accepter(adhesion, par=self.request.user)

    def phrase(self, nombre: int) -> str:
        return ngettext(
            "%(nombre)s demande est acceptée.", "%(nombre)s demandes sont acceptées.", nombre
        ) % {"nombre": nombre}


class RefuserEnNombre(RepondreEnNombre):
    titre = gettext_lazy("Refuser des demandes d’adhésion")
    display_name = aria_label = gettext_lazy("Refuser ces demandes")
    action_type = "refuser"
    action_priority = 20
    classes = {"serious"}
    formulaire = MotifForm

    def decider(self, adhesion: Adhesion, donnees: dict) -> None:
        services.refuser(adhesion, par=self.request.user, motif=donnees["motif"])

    def phrase(self, nombre: int) -> str:
        return ngettext(
            "%(nombre)s demande est refusée.", "%(nombre)s demandes sont refusées.", nombre
        ) % {"nombre": nombre}


ACTIONS = [AccepterEnNombre, RefuserEnNombre]
