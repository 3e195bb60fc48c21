"""What a person fills in to enter a community, and to answer for it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communautes.adhesions.models import Adhesion
from communautes.comptes.acte import ActeForm, MotifForm
from home.contact.forms import TexteLongField
from home.marques import MarqueField

# How long an exclusion lasts, in days; nothing for good.
DUREES = [
    ("30", _("Un mois")),
    ("90", _("Trois mois")),
    ("365", _("Un an")),
    ("", _("Sans limite")),
]


class RejoindreForm(ActeForm):
    message = TexteLongField(
        label=_("Pourquoi voulez-vous rejoindre cette communauté\u00a0?"),
        help_text=_("L’animation seule le lit. Il est effacé dès qu’elle a répondu."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "max_length": _("Ce message est trop long\u00a0: 1\u00a0000 signes au plus.")
        },
    )


class ExclureForm(MotifForm):
    duree = forms.ChoiceField(
        label=_("Pour combien de temps"),
        choices=DUREES,
        required=False,
        error_messages={"invalid_choice": _("Choisissez une durée de la liste.")},
    )

    def clean_duree(self) -> int | None:
        return int(self.cleaned_data["duree"]) if self.cleaned_data["duree"] else None


class RoleForm(ActeForm):
    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=Adhesion.Role.choices,
        error_messages={"invalid_choice": _("Choisissez un rôle de la liste.")},
    )


class SyntheseField(TexteLongField):
    """What is left of a community, in plain text."""

    def __init__(self, **kwargs):
        communs = {
            "label": _("Ce qu’il en reste"),
            "help_text": _(
                "Ce qui s’y est dit et fait, et où le retrouver. Le lira qui lit la communauté, "
                "une fois qu’elle dort ou qu’elle est archivée."
            ),
            "max_length": 10000,
            "required": False,
            "widget": forms.Textarea(attrs={"rows": 8}),
            "error_messages": {
                "max_length": _("Cette synthèse est trop longue\u00a0: 10\u00a0000 signes au plus.")
            },
        }
        super().__init__(**(communs | kwargs))


class SyntheseForm(ActeForm):
    """`lu`: the mark of the one that was read."""

    synthese = SyntheseField()
    lu = MarqueField()


class ArchiverForm(MotifForm):
    synthese = SyntheseField(
        required=True,
        error_messages={
            "required": _("Écrivez la synthèse\u00a0: elle reste quand la communauté finit."),
            "max_length": _("Cette synthèse est trop longue\u00a0: 10\u00a0000 signes au plus."),
        },
    )
    lu = MarqueField()
