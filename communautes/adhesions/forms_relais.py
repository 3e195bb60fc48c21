"""What one member writes to another."""

from django import forms
from django.utils.translation import gettext_lazy as _

from home.contact.forms import TexteLongField


class EcrireForm(forms.Form):
    texte = TexteLongField(
        label=_("Votre message"),
        help_text=_("2\u00a0000 signes au plus. Il part tel quel, sans mise en forme ni lien."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={
            "required": _("Écrivez votre message."),
            "max_length": _("Ce message est trop long\u00a0: 2\u00a0000 signes au plus."),
        },
    )
    avec_adresse = forms.BooleanField(
        label=_("Joindre mon adresse pour qu’on me réponde"), required=False
    )
