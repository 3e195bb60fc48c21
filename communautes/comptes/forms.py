from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.userkit import filter_users_by_email
from django import forms
from django.utils.translation import gettext_lazy as _

from home.limites import depasse

MINUTE = 60
DEMANDES_PAR_MACHINE, DEMANDES_PAR_ADRESSE = 20, 3  # codes asked for in a minute


class ConnexionForm(RequestLoginCodeForm):
    def __init__(self, *args, machine: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.machine = machine
        email = self.fields["email"]
        email.label = _("Adresse électronique")
        email.help_text = _("Format attendu : nom@commune.fr")
        email.widget.attrs = {"autocomplete": "email", "maxlength": "254"}
        email.error_messages |= {
            "required": _("Saisissez votre adresse électronique."),
            "invalid": _(
                "Cette adresse électronique n’est pas complète : "
                "écrivez-la sous la forme nom@commune.fr."
            ),
        }

    def clean_email(self) -> str:
        """allauth's own limits close the door when the cache is down: ours replace them."""
        email = self.cleaned_data["email"]
        if depasse(
            "connexion", self.machine, limite=DEMANDES_PAR_MACHINE, fenetre=MINUTE
        ) or depasse("code", email.lower(), limite=DEMANDES_PAR_ADRESSE, fenetre=MINUTE):
            raise forms.ValidationError(
                _("Trop de codes demandés de suite : attendez une minute, puis recommencez.")
            )
        comptes = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
        self._user = comptes[0] if comptes else None
        return email


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code reçu par courriel"),
        help_text=_("Il est valable quinze minutes."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        error_messages={
            "required": _("Saisissez le code reçu par courriel."),
            "max_length": _(
                "Ce code est trop long : recopiez celui du courriel, sans autre texte."
            ),
        },
    )

    def __init__(self, *args, processus, **kwargs):
        super().__init__(*args, **kwargs)
        self.processus = processus

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if not self.processus.essayer(code):
            raise forms.ValidationError(
                _(
                    "Ce code n’est pas le bon : vérifiez celui du dernier courriel, puis "
                    "saisissez-le de nouveau. Essais restants : %(restants)s."
                ),
                params={"restants": self.processus.essais_restants()},
            )
        return code
