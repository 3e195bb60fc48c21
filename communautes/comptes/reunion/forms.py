from django import forms
from django.utils.translation import gettext_lazy as _

from communautes.journal.forms import MotifField


class RechercheForm(forms.Form):
    q = forms.CharField(
        label=_("Nom ou adresse de l’autre compte"), max_length=100, required=False, strip=True
    )


class ReunionForm(forms.Form):
    motif = MotifField(
        help_text=_(
            "Comment vous savez que c’est la même personne. Sans nom ni adresse\u00a0: le journal "
            "le garde sans limite."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    empreinte = forms.CharField(widget=forms.HiddenInput, max_length=64)
    compris = forms.BooleanField(
        label=_("J’ai lu ce qui va se passer, et je sais que cela ne s’annule pas."),
        error_messages={"required": _("Cochez cette case pour confirmer.")},
    )
