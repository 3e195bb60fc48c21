"""What is filled in to write what came out of a meeting, and to close what was decided."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from communautes.adhesions.qui_lira import QuiLiraField
from communautes.agenda.croisements import FormulaireCroise
from communautes.agenda.forms import JourInput, LuField
from communautes.agenda.models import DecisionDeRencontre
from communautes.comptes.acte import ActeForm
from home.texte_riche.champs import LigneField, TexteRicheField


class CompteRenduForm(FormulaireCroise):
    croises = ("texte",)

    lu = LuField()
    qui_lira = QuiLiraField()
    texte = TexteRicheField(
        label=_("Compte rendu"),
        max_length=20_000,
        rows=12,
        help_text=_("Ce qui s’est dit, ce qui en sort. Le lit qui lit la rencontre."),
        error_messages={"required": _("Écrivez le compte rendu.")},
    )


class DecisionForm(FormulaireCroise):
    """`decisions`: those of the meeting, by their keys."""

    croises = ("texte", "porteur", "porteur_dit", "echeance")

    cle = forms.IntegerField(required=False, widget=forms.HiddenInput)
    texte = LigneField(
        label=_("Décision"),
        max_length=300,
        required=False,
        error_messages={
            "max_length": _("Cette décision est trop longue\u00a0: 300 signes au plus.")
        },
    )
    porteur = forms.TypedChoiceField(
        label=_("À faire par"), required=False, coerce=int, empty_value=None
    )
    porteur_dit = LigneField(
        label=_("Ou par qui d’autre"),
        max_length=150,
        required=False,
        help_text=_("Une collectivité, une équipe."),
    )
    echeance = forms.DateField(
        label=_("Pour le"),
        required=False,
        widget=JourInput(),
        error_messages={"invalid": _("Écrivez une date, par exemple 2026-12-08.")},
    )

    def __init__(self, *args, personnes=(), decisions=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.decisions, self.decision = decisions or {}, None
        self.fields["porteur"].choices = [("", _("Choisir une personne")), *personnes]
        if self.is_bound:  # by its key: others may have been written before it
            lue = self.data.get(self.add_prefix("cle"), "")
            lisible = lue.isdecimal() and len(lue) < 19
            self.decision = self.decisions.get(int(lue)) if lisible else None
            self.initial = initial_de_la_decision(self.decision) if self.decision else {}

    def clean(self) -> dict:
        donnees = super().clean()
        texte, porteur, dit = (donnees.get(nom) for nom in ("texte", "porteur", "porteur_dit"))
        donnees["decision"] = self.decision
        if donnees.get("cle") and self.decision is None:
            raise ValidationError(_("Cette décision n’existe plus\u00a0: rechargez la page."))
        if not texte and (porteur or dit or donnees.get("echeance") or donnees["decision"]):
            self.add_error("texte", _("Écrivez la décision."))
        if texte and not porteur and not dit and "porteur" in donnees:
            self.add_error("porteur", _("Dites qui s’en charge\u00a0: une personne, ou un nom."))
        if porteur and dit:
            self.add_error("porteur_dit", _("Une personne, ou un nom\u00a0: pas les deux."))
        return donnees


def initial_de_la_decision(decision: DecisionDeRencontre) -> dict:
    return {
        "cle": decision.pk,
        "texte": decision.texte,
        "porteur": decision.porteur_id or "",
        "porteur_dit": decision.porteur_dit,
        "echeance": decision.echeance,
    }


class EtatForm(ActeForm):
    etat = forms.ChoiceField(
        choices=DecisionDeRencontre.Etat.choices,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Rechargez la page, puis recommencez.")},
    )
