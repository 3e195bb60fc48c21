from django import forms
from django.utils.translation import gettext_lazy as _

from communautes.adhesions.qui_lira import QuiLiraField
from communautes.comptes.acte import ActeForm
from communautes.lettres.models import SIGNES
from home.marques import MarqueField
from home.texte_riche.champs import LigneField, TexteRicheField


class LettreForm(forms.Form):
    """`lu`: the mark of the draft that was read."""

    titre = LigneField(
        label=_("Objet"),
        max_length=150,
        help_text=_("Ce que chacun lit dans son courriel\u00a0: dites-y l’essentiel."),
        error_messages={
            "required": _("Donnez un objet à votre lettre."),
            "max_length": _("Cet objet est trop long\u00a0: 150 signes au plus."),
        },
    )
    texte = TexteRicheField(
        label=_("Votre lettre"),
        max_length=SIGNES,
        rows=14,
        help_text=_("Ce qui s’est dit, ce qui attend une réponse, la prochaine rencontre."),
        error_messages={
            "required": _("Écrivez votre lettre."),
            "max_length": _("Ce texte est trop long\u00a0: 10\u00a0000 signes au plus."),
        },
    )
    lu = MarqueField()


class EnvoyerForm(ActeForm):
    lu = MarqueField()
    qui_lira = QuiLiraField()


class SupprimerForm(ActeForm):
    """`lettre`: the one that was read, whatever has become of it."""

    lu = MarqueField()
    lettre = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
