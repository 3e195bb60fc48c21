"""Validating or refusing many at once (home/listes/decisions.py)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.filtres import FiltreDesAffiliations
from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.affiliations.permissions import peut_instruire
from communautes.journal.forms import MotifField
from home.listes.decisions import DeciderEnNombre

CHAMPS_DE_RECHERCHE = [
    "personne__first_name",
    "personne__last_name",
    "personne__email",
    "collectivite__nom",
    "collectivite__code",
    "collectivite__siren",
]


class MotifForm(forms.Form):
    motif = MotifField(
        help_text=gettext_lazy(
            "Le même pour toutes. Sans nom ni adresse\u00a0: le journal le garde sans limite, et "
            "la personne le lit si sa demande est refusée."
        ),
    )


class InstruireEnNombre(DeciderEnNombre):
    models = [Affiliation]
    liste = "affiliations_admin"
    filtre = FiltreDesAffiliations
    champs_de_recherche = CHAMPS_DE_RECHERCHE
    refus = services.AffiliationRefusee
    formulaire = MotifForm

    def peut(self, personne) -> bool:
        return peut_instruire(personne)

    def lignes(self):
        return Affiliation.objects.pour_liste()

    def precision(self, affiliation: Affiliation) -> str:
        dites = [f"{affiliation.get_fonction_display()}, {affiliation.get_niveau_display()}"]
        if not affiliation.personne.est_anonymisee:
            dites.insert(0, affiliation.personne.email)
        return " · ".join(dites)


class ValiderEnNombre(InstruireEnNombre):
    titre = gettext_lazy("Valider des affiliations")
    display_name = aria_label = gettext_lazy("Valider ces affiliations")
    action_type = "valider"
    action_priority = 10

    def decider(self, affiliation: Affiliation, donnees: dict) -> None:
        services.valider(affiliation, par=self.request.user, motif=donnees["motif"])

    def impossible(self, affiliation: Affiliation) -> str:
        if not affiliation.est_en_vigueur:
            return _("cette affiliation est close")
        if affiliation.niveau >= Niveau.VALIDEE and not affiliation.se_fait_valider:
            return _("déjà validée")
        return ""

    def phrase(self, nombre: int) -> str:
        return ngettext(
            "%(nombre)s affiliation est validée.", "%(nombre)s affiliations sont validées.", nombre
        ) % {"nombre": nombre}


class RefuserEnNombre(InstruireEnNombre):
    titre = gettext_lazy("Refuser des demandes d’affiliation")
    display_name = aria_label = gettext_lazy("Refuser ces demandes")
    action_type = "refuser"
    action_priority = 20
    classes = {"serious"}

    def decider(self, affiliation: Affiliation, donnees: dict) -> None:
        services.refuser(affiliation, par=self.request.user, motif=donnees["motif"])

    def impossible(self, affiliation: Affiliation) -> str:
        if not affiliation.est_en_vigueur:
            return _("cette affiliation est close")
        if affiliation.statut != Affiliation.Statut.DEMANDEE:
            return _("cette demande a déjà sa réponse")
        return ""

    def phrase(self, nombre: int) -> str:
        return ngettext(
            "%(nombre)s demande est refusée.", "%(nombre)s demandes sont refusées.", nombre
        ) % {"nombre": nombre}


ACTIONS = [ValiderEnNombre, RefuserEnNombre]
