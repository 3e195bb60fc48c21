from django import forms
from django.utils.translation import gettext_lazy as _


class IgnorerForm(forms.Form):
    motif = forms.CharField(
        label=_("Pourquoi l’ignorer"),
        max_length=300,
        help_text=_("Lu par vos collègues dans le rapport et dans l’historique du contenu."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
