"""Leaving or withdrawing many at once, for one reason."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from communautes.journal.forms import MotifField
from communautes.moderation import services
from communautes.moderation.filtres import FiltreDesDossiers
from communautes.moderation.listes import CHAMPS_DE_RECHERCHE
from communautes.moderation.models import Base, Decision, Dossier
from communautes.moderation.permissions import peut_moderer_partout
from communautes.moderation.refus import ModerationRefusee
from home.listes.decisions import DeciderEnNombre


class EnNombreForm(forms.Form):
    base = forms.ChoiceField(
        label=gettext_lazy("Au regard de quoi"),
        choices=[(base.value, capfirst(base.label)) for base in Base],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Dites au regard de quoi.")},
    )
    motif = MotifField(
        help_text=gettext_lazy(
            "Le même pour tous. Qui a écrit le lit, et qui a signalé. Sans nom ni adresse\u00a0: "
            "le journal le garde sans limite."
        ),
    )


class ModererEnNombre(DeciderEnNombre):
    models = [Dossier]
    liste = "dossiers_de_moderation"
    filtre = FiltreDesDossiers
    champs_de_recherche = CHAMPS_DE_RECHERCHE
    refus = ModerationRefusee
    formulaire = EnNombreForm
    decision = ""

    def peut(self, personne) -> bool:
        return peut_moderer_partout(personne)

    def lignes(self):
        return Dossier.objects.pour_liste()

    def precision(self, dossier: Dossier) -> str:
        return dossier.titre

    def impossible(self, dossier: Dossier) -> str:
        if not dossier.est_ouvert:
            return _("une décision est déjà prise")
        if dossier.auteur_id == self.request.user.pk:
            return _("vous en êtes l’auteur")
        return ""

    def decider(self, dossier: Dossier, donnees: dict) -> None:
        services.decider(
            dossier,
            par=self.request.user,
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
