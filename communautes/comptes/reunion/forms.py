from django import forms
from django.utils.translation import gettext_lazy as _

from communautes.journal.models import Entree


class RechercheForm(forms.Form):
    q = forms.CharField(
        label=_("Nom ou adresse de l’autre compte"), max_length=100, required=False, strip=True
    )


class ReunionForm(forms.Form):
    motif = forms.CharField(
        label=_("Motif"),
        help_text=_(
            "Comment vous savez que c’est la même personne. Sans nom ni adresse\u00a0: le journal "
            "le garde sans limite."
        ),
        max_length=Entree.MOTIF_AU_PLUS,
        error_messages={
            "required": _("Dites pourquoi\u00a0: le motif est obligatoire."),
            "max_length": _("Ce motif est trop long\u00a0: 300 signes au plus."),
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    empreinte = forms.CharField(widget=forms.HiddenInput, max_length=64)
    compris = forms.BooleanField(
        label=_("J’ai lu ce qui va se passer, et je sais que cela ne s’annule pas."),
        error_messages={"required": _("Cochez cette case pour confirmer.")},
    )
