from django import forms
from django.utils.translation import gettext_lazy as _

from communautes.comptes.models import User
from home.courriels import AdresseField
from home.limites import adresse_client, depasse

HEURE = 3600
DEMANDES = 5  # codes for a new address, by person and by machine, in an hour


class CorrectionForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["first_name", "last_name", "fonction"]
        widgets = {
            "first_name": forms.TextInput({"autocomplete": "given-name"}),
            "last_name": forms.TextInput({"autocomplete": "family-name"}),
            "fonction": forms.TextInput({"autocomplete": "organization-title"}),
        }
        help_texts = {"fonction": _("Par exemple\u00a0: directrice générale des services, élu.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.boite_partagee:
            self.fields = {"last_name": self.fields["last_name"]}
            self.fields["last_name"].label = _("Nom de la boîte partagée")
        else:
            self.fields["first_name"].required = True
            self.fields["first_name"].error_messages["required"] = _("Indiquez votre prénom.")
        self.fields["last_name"].required = True
        self.fields["last_name"].error_messages["required"] = _("Indiquez votre nom.")

    @property
    def valeurs(self) -> dict:
        """Of every field, those that this person is not asked for included."""
        return {
            nom: self.cleaned_data.get(nom, getattr(self.instance, nom))
            for nom in self._meta.fields
        }


class AdresseForm(forms.Form):
    nouvelle = AdresseField(
        label=_("Nouvelle adresse électronique"),
        help_text=_("Nous y enverrons un code. Format attendu\u00a0: nom@commune.fr"),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": _("Saisissez votre nouvelle adresse."),
        },
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_nouvelle(self) -> str:
        nouvelle = self.cleaned_data["nouvelle"]
        if nouvelle.endswith(f"@{User.DOMAINE_ANONYME}"):
            raise forms.ValidationError(_("Cette adresse n’est à personne\u00a0: donnez la vôtre."))
        for qui in (self.request.user.pk, adresse_client(self.request)):
            if depasse("nouvelle-adresse", qui, limite=DEMANDES, fenetre=HEURE):
                raise forms.ValidationError(
                    _("Vous avez demandé assez de codes\u00a0: recommencez dans une heure.")
                )
        return nouvelle


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six chiffres, envoyés à votre nouvelle adresse."),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Saisissez le code que vous avez reçu.")},
    )
