"""Leaving or withdrawing many at once, for one reason."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from communautes.comptes.en_nombre import DecisionEnNombre
from communautes.journal.forms import MotifField
from communautes.moderation import services
from communautes.moderation.filtres import FiltreDesDossiers
from communautes.moderation.listes import CHAMPS_DE_RECHERCHE
from communautes.moderation.models import Base, Decision, Dossier
from communautes.moderation.permissions import peut_moderer_partout
from communautes.moderation.refus import ModerationRefusee


class EnNombreForm(forms.Form):
    base = forms.ChoiceField(
        label=gettext_lazy("Au regard de quoi"),
        choices=Base.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Dites au regard de quoi.")},
    )
    motif = MotifField(
        help_text=gettext_lazy(
            "Le même pour tous. Qui a écrit le lit, et qui a signalé. Sans nom ni adresse\u00a0: "
            "le journal le garde sans limite."
        ),
    )


class ModererEnNombre(DecisionEnNombre):
    models = [Dossier]
    gabarit = "moderation/admin/en_nombre.html"
    liste = "dossiers_de_moderation:index"
    filtre = FiltreDesDossiers
    formulaire = EnNombreForm
    champs_de_recherche = CHAMPS_DE_RECHERCHE
    refusee = ModerationRefusee
    peut = staticmethod(peut_moderer_partout)
    decision = ""

    def impossible(self, choisie: Dossier) -> str:
        if not choisie.est_ouvert:
            return _("une décision est déjà prise")
        if choisie.auteur_id == self.request.user.pk:
            return _("vous en êtes l’auteur")
        return ""

    def decider(self, choisie: Dossier, par, donnees: dict) -> None:
        services.decider(
            choisie,
            par=par,
            decision=self.decision,
            base=donnees["base"],
            motif=donnees["motif"],
        )


class LaisserEnNombre(ModererEnNombre):
    titre = gettext_lazy("Laisser des contenus en ligne")
    display_name = aria_label = gettext_lazy("Laisser ces contenus en ligne")
    action_type = "laisser"
    action_priority = 10
    decision = Decision.LAISSE

    def phrase(self, nombre: int) -> str:
        return ngettext(
            "%(nombre)s contenu reste en ligne.", "%(nombre)s contenus restent en ligne.", nombre
        ) % {"nombre": nombre}


class RetirerEnNombre(ModererEnNombre):
    titre = gettext_lazy("Retirer des contenus")
    display_name = aria_label = gettext_lazy("Retirer ces contenus")
    action_type = "retirer"
    action_priority = 20
    classes = {"serious"}
    decision = Decision.MASQUE

    def phrase(self, nombre: int) -> str:
        return ngettext(
            "%(nombre)s contenu est retiré.", "%(nombre)s contenus sont retirés.", nombre
        ) % {"nombre": nombre}


ACTIONS = [LaisserEnNombre, RetirerEnNombre]
