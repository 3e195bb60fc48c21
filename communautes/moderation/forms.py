"""What is filled in to report; open to everybody, held against robots as the contact form is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communautes.moderation.models import Categorie, Signalement
from home.contact.forms import TexteLongField
from home.contact.robots import AntiRobotForm


class SignalerForm(AntiRobotForm):
    compteur = "moderation.signaler"

    categorie = forms.ChoiceField(
        label=_("Ce qui pose problème"),
        choices=Categorie.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez ce qui pose problème."),
            "invalid_choice": _("Choisissez une raison de la liste."),
        },
    )
    precisions = TexteLongField(
        label=_("Vos précisions"),
        required=False,
        max_length=Signalement.PRECISIONS_AU_PLUS,
        help_text=_(
            "Le passage en cause, et pourquoi. 2\u00a0000 signes au plus. "
            "La personne qui l’a écrit ne les lira pas."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": _("Vos précisions sont trop longues\u00a0: 2\u00a0000 signes au plus.")
        },
    )
    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        required=False,
        max_length=254,
        help_text=_("Pour vous dire ce qui est décidé. Format attendu\u00a0: nom@commune.fr"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Indiquez une adresse complète, par exemple nom@commune.fr.")},
    )

    def __init__(self, *args, personne=None, **kwargs):
        super().__init__(*args, **kwargs)
        if personne is not None:  # their account has an address
            del self.fields["email"]

    def clean(self):
        donnees = super().clean()
        if donnees.get("categorie") == Categorie.AUTRE and not donnees.get("precisions"):
            self.add_error("precisions", _("Dites en quelques mots ce qui pose problème."))
        return donnees
