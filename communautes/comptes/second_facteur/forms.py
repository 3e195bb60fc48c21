from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from communautes.comptes.second_facteur.facteurs import (
    ESSAIS,
    FENETRE,
    FacteurRefuse,
    verifier_code,
)
from home.contact.forms import TexteLongField
from home.limites import depasse


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six chiffres de votre application, ou un code de secours."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Saisissez un code.")},
    )

    def __init__(self, *args, personne, **kwargs):
        super().__init__(*args, **kwargs)
        self.personne, self.moyen = personne, ""

    def clean_code(self) -> str:
        try:
            self.moyen = verifier_code(self.personne, self.cleaned_data["code"])
        except FacteurRefuse as refus:
            raise forms.ValidationError(str(refus)) from refus
        if not self.moyen:
            raise forms.ValidationError(
                _("Ce code n’est pas le bon, ou il a déjà servi : attendez le suivant.")
            )
        return self.cleaned_data["code"]


class ApplicationForm(forms.Form):
    code = forms.CharField(
        label=_("Code affiché par l’application"),
        help_text=_("Six chiffres."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Saisissez le code affiché par l’application.")},
    )

    def __init__(self, *args, personne, secret, **kwargs):
        super().__init__(*args, **kwargs)
        self.personne, self.secret = personne, secret

    def clean_code(self) -> str:
        if depasse("ajout-de-facteur", self.personne.pk, limite=ESSAIS, fenetre=FENETRE):
            raise forms.ValidationError(
                _("Trop d’essais : attendez dix minutes, puis recommencez.")
            )
        code = "".join(self.cleaned_data["code"].split())
        if not validate_totp_code(self.secret, code):
            raise forms.ValidationError(
                _("Ce code n’est pas le bon : vérifiez l’heure de votre téléphone, puis réessayez.")
            )
        return code


class CleForm(forms.Form):
    """The name of a passkey and what the browser made; an answer that is not ours is refused."""

    nom = forms.CharField(
        label=_("Nom de la clé"),
        help_text=_("Pour la reconnaître : « Mon téléphone », « Clé du bureau »…"),
        max_length=60,
        error_messages={"required": _("Donnez un nom à cette clé.")},
    )
    credential = forms.JSONField(
        widget=forms.HiddenInput,
        error_messages={"required": _("Le navigateur n’a pas créé de clé : recommencez.")},
    )

    def clean_credential(self) -> dict:
        reponse = self.cleaned_data["credential"]
        return verifier_reponse(lambda: _enregistree(reponse))


class CleProuveeForm(forms.Form):
    credential = forms.JSONField(widget=forms.HiddenInput)

    def __init__(self, *args, personne, **kwargs):
        super().__init__(*args, **kwargs)
        self.personne = personne

    def clean_credential(self):
        reponse = self.cleaned_data["credential"]
        if depasse("second-facteur", self.personne.pk, limite=ESSAIS, fenetre=FENETRE):
            raise forms.ValidationError(
                _("Trop d’essais : attendez dix minutes, puis recommencez.")
            )
        return verifier_reponse(lambda: _prouvee(self.personne, reponse))


def _enregistree(reponse: dict) -> dict:
    webauthn.parse_registration_response(reponse)
    webauthn.complete_registration(reponse)
    return reponse


def _prouvee(personne, reponse: dict):
    webauthn.parse_authentication_response(reponse)
    return webauthn.complete_authentication(personne, reponse)


def verifier_reponse(verifier):
    try:
        return verifier()
    except (forms.ValidationError, AttributeError, KeyError, TypeError, ValueError) as erreur:
        raise forms.ValidationError(
            _("Cette clé n’a pas été reconnue : recommencez, ou servez-vous d’un code.")
        ) from erreur


class MotifForm(forms.Form):
    motif = TexteLongField(
        label=_("Motif"),
        help_text=_("Comment vous vous êtes assuré que la demande vient bien d’elle. Gardé."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Dites pourquoi.")},
    )
