"""The reason that an act writes in the journal: asked in the same words by every room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communautes.journal.models import Entree


class MotifField(forms.CharField):
    """Required and short; what it may not tell is refused by `services.verifier_motif`."""

    def __init__(self, **kwargs):
        communs = {
            "label": _("Motif"),
            "help_text": _("Sans nom ni adresse\u00a0: le journal le garde sans limite."),
            "max_length": Entree.MOTIF_AU_PLUS,
            "error_messages": {
                "required": _("Dites pourquoi\u00a0: le motif est obligatoire."),
                "max_length": _("Ce motif est trop long\u00a0: 300 signes au plus."),
            },
        }
        super().__init__(**(communs | kwargs))
