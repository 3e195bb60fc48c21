from allauth.account.forms import RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from home.courriels import AdresseField
from home.limites import depasse, rendre

MINUTE, HEURE, JOUR = 60, 3600, 24 * 3600
DEMANDES_PAR_MACHINE, DEMANDES_PAR_ADRESSE = 20, 3  # mails asked for in a minute by one machine
# For one address, from one machine: under what the address may receive (envois.py), so that no
# machine alone keeps its owner waiting.
DEMANDES_PAR_HEURE, DEMANDES_PAR_JOUR = 5, 15
ESSAIS_PAR_MACHINE, FENETRE_DES_ESSAIS = 50, 600  # wrong codes, seconds


class ConnexionForm(RequestLoginCodeForm):
    email = AdresseField()

    def __init__(self, *args, machine: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.machine = machine
        email = self.fields["email"]
        email.label = _("Adresse électronique")
        email.help_text = _("Format attendu : nom@commune.fr")
        email.widget.attrs |= {"autocomplete": "email"}
        email.error_messages |= {
            "required": _("Saisissez votre adresse électronique."),
        }

    def clean_email(self) -> str:
        """allauth's own limits close the door when the cache is down: ours replace them.

        None is by address alone: whoever asked for many codes would keep its owner outside.
        """
        email = self.cleaned_data["email"]
        if depasse(
            "connexion", self.machine, limite=DEMANDES_PAR_MACHINE, fenetre=MINUTE
        ) or depasse("code", self.machine, email, limite=DEMANDES_PAR_ADRESSE, fenetre=MINUTE):
            raise forms.ValidationError(
                _("Trop de codes demandés de suite : attendez une minute, puis recommencez.")
            )
        for nom, limite, fenetre in (
            ("code-heure", DEMANDES_PAR_HEURE, HEURE),
            ("code-jour", DEMANDES_PAR_JOUR, JOUR),
        ):
            if depasse(nom, self.machine, email, limite=limite, fenetre=fenetre):
                raise forms.ValidationError(
                    _(
                        "Assez de codes sont partis d’ici à cette adresse\u00a0: servez-vous du "
                        "dernier courriel reçu, ou recommencez dans une heure."
                    )
                )
        return email


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code reçu par courriel"),
        help_text=_("Six chiffres, valables dix minutes."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={
            "required": _("Saisissez le code reçu par courriel."),
            "max_length": _(
                "Ce code est trop long : recopiez celui du courriel, sans autre texte."
            ),
        },
    )

    def __init__(self, *args, processus, machine: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.processus, self.machine = processus, machine

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if depasse("essais", self.machine, limite=ESSAIS_PAR_MACHINE, fenetre=FENETRE_DES_ESSAIS):
            raise forms.ValidationError(
                _(
                    "Trop de codes faux depuis votre connexion : attendez dix minutes, "
                    "ou ouvrez le lien du courriel."
                )
            )
        if not self.processus.essayer(code):
            raise forms.ValidationError(
                _(
                    "Ce code n’est pas le bon : vérifiez celui du dernier courriel, puis "
                    "saisissez-le de nouveau. Essais restants : %(restants)s."
                ),
                params={"restants": self.processus.essais_restants()},
            )
        rendre("essais", self.machine)
        return code
