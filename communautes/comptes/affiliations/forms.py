"""What a person fills in to join a collectivité, and to prove it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communautes.comptes.acte import ActeForm
from communautes.comptes.affiliations import mandats
from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.noms import LONGUEUR, valider_nom
from communautes.territoires.forms import CollectiviteField
from home.limites import depasse

DEMANDES_PAR_JOUR, JOUR = 10, 24 * 3600


class FinMandatField(forms.DateField):
    selon = True  # required of who has an elected office

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Fin du mandat"),
            help_text=_("Obligatoire pour un mandat électif. Format attendu\u00a0: 31/12/2027"),
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={"invalid": _("Écrivez cette date sous la forme 31/12/2027.")},
            **kwargs,
        )


class RejoindreForm(forms.Form):
    collectivite = CollectiviteField(
        label=_("Votre collectivité"),
        help_text=_(
            "Son nom, son code INSEE ou son code postal\u00a0: «\u00a0saint denis 93\u00a0»."
        ),
    )
    first_name = forms.CharField(
        label=_("Prénom"),
        max_length=LONGUEUR,
        validators=[valider_nom],
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Indiquez votre prénom.")},
    )
    last_name = forms.CharField(
        label=_("Nom"),
        max_length=LONGUEUR,
        validators=[valider_nom],
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": _("Indiquez votre nom.")},
    )
    fonction = forms.ChoiceField(
        label=_("Votre fonction"),
        choices=[("", _("Choisissez")), *Affiliation.Fonction.choices],
        error_messages={"required": _("Choisissez votre fonction.")},
    )
    fin_mandat = FinMandatField(required=False)

    def __init__(self, *args, personne, **kwargs):
        super().__init__(*args, **kwargs)
        self.personne = personne
        for nom in ("first_name", "last_name"):
            if personne.boite_partagee or getattr(personne, nom):  # a mailbox bears one name
                del self.fields[nom]

    def clean(self):
        donnees = super().clean()
        elu = donnees.get("fonction") == Affiliation.Fonction.ELU
        if elu and "fin_mandat" not in self.errors:
            refus = mandats.refus(donnees.get("fin_mandat"))
            if refus:
                self.add_error("fin_mandat", refus)
        if not self.errors and depasse(
            "rejoindre", self.personne.pk, limite=DEMANDES_PAR_JOUR, fenetre=JOUR
        ):
            raise forms.ValidationError(
                _("Vous avez fait beaucoup de demandes aujourd’hui\u00a0: recommencez demain.")
            )
        return donnees


class ChoisirForm(ActeForm):
    affiliation = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class ReconfirmerForm(ActeForm):
    fin_mandat = FinMandatField(required=False)

    def clean_fin_mandat(self):
        fin = self.cleaned_data["fin_mandat"]
        refus = mandats.refus(fin) if fin else ""
        if refus:
            raise forms.ValidationError(refus)
        return fin


class CodeOfficielForm(forms.Form):
    code = forms.CharField(
        label=_("Code reçu par votre collectivité"),
        help_text=_("Huit chiffres, envoyés à son courriel officiel."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Saisissez le code que votre collectivité a reçu."),
            "max_length": _("Ce code est trop long\u00a0: recopiez ses huit chiffres."),
        },
    )
