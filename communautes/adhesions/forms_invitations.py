"""Who is invited, and as what: several addresses at once, each bad line said."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from communautes.adhesions.models import Adhesion
from communautes.comptes.acte import ActeForm
from communautes.comptes.noms import LONGUEUR, contient_une_adresse, valider_nom
from home.contact.forms import TexteLongField
from home.courriels import canonique

LIGNES = 50


class AdressesField(forms.CharField):
    """One a line; what comes out is the list of their only form, each once."""

    widget = forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"})

    def clean(self, value) -> list[str]:
        texte = super().clean(value)
        lignes = [(n, ligne.strip()) for n, ligne in enumerate(texte.splitlines(), 1)]
        lues, fautes = [], []
        for numero, ligne in lignes:
            try:
                lues += [canonique(ligne)] if ligne else []
            except ValidationError as faute:
                fautes.append(
                    ValidationError(
                        _("Ligne %(numero)s, «\u00a0%(ligne)s\u00a0». %(faute)s"),
                        params={
                            "numero": numero,
                            "ligne": ligne[:60],
                            "faute": " ".join(faute.messages),
                        },
                    )
                )
        if len(lues) > LIGNES:
            fautes.append(_("Cinquante adresses au plus à la fois."))
        if fautes:
            raise ValidationError(fautes)
        return list(dict.fromkeys(lues))


class InviterForm(forms.Form):
    adresses = AdressesField(
        label=_("Adresses électroniques"),
        help_text=_(
            "Une par ligne, cinquante au plus par jour. Format attendu\u00a0: nom@commune.fr"
        ),
        max_length=20_000,
        error_messages={
            "required": _("Écrivez au moins une adresse."),
            "max_length": _("C’est trop long\u00a0: cinquante adresses au plus à la fois."),
        },
    )
    role = forms.ChoiceField(
        label=_("Pour quel rôle"),
        choices=[
            (Adhesion.Role.MEMBRE, _("Membre")),
            (Adhesion.Role.MODERATEUR, _("Modération\u00a0: peut aussi exclure un membre")),
            (Adhesion.Role.ANIMATEUR, _("Animation\u00a0: répond aux demandes, invite, modère")),
        ],
        initial=Adhesion.Role.MEMBRE,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez un rôle."),
            "invalid_choice": _("Choisissez un rôle de la liste."),
        },
    )
    message = TexteLongField(
        label=_("Message"),
        help_text=_("Lu par chaque personne invitée. 300 signes au plus, sans adresse ni lien."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Ce message est trop long\u00a0: 300 signes au plus.")},
    )

    def clean_message(self) -> str:
        """On one line, as it is kept: mail readers make links of what looks like one."""
        message = " ".join(self.cleaned_data["message"].split())
        if contient_une_adresse(message):
            raise ValidationError(
                _("N’écrivez ici ni adresse ni site. Après un point, laissez une espace.")
            )
        return message


class AccepterForm(ActeForm):
    """One button; and the name of who has an account since a minute ago."""

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

    def __init__(self, *args, personne, **kwargs):
        super().__init__(*args, **kwargs)
        if personne.get_full_name():
            del self.fields["first_name"], self.fields["last_name"]

    @property
    def nom(self) -> dict[str, str]:
        return {
            champ: self.cleaned_data[champ]
            for champ in ("first_name", "last_name")
            if champ in self.fields
        }
