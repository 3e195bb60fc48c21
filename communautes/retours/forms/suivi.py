"""What is filled in around a retour: beginning it, its version, who signs it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communautes.comptes.acte import ActeForm
from communautes.retours.forms.champs import LigneEntiere
from communautes.retours.models.retour import TITRE_AU_PLUS
from communautes.retours.referentiels import Format
from communautes.territoires.forms import CollectiviteField

VERSIONS = [
    (
        Format.COURT.value,
        _(
            "En dix minutes\u00a0: ce que vous avez fait, ce que vous en retenez, quand, quels "
            "thèmes"
        ),
    ),
    (
        Format.COMPLET.value,
        _(
            "Complet\u00a0: aussi le contexte, la participation, les résultats, ce qui n’a pas "
            "marché, les moyens, les images, les documents, les cosignataires"
        ),
    ),
]


class VersionForm(ActeForm):
    format = forms.ChoiceField(
        label=_("Quelle version\u00a0?"),
        help_text=_("Vous pourrez en changer\u00a0: rien de ce que vous écrivez ne se perd."),
        choices=VERSIONS,
        initial=Format.COURT.value,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez une version."),
            "invalid_choice": _("Choisissez une version de la liste."),
        },
    )


class CommencerForm(VersionForm):
    titre = LigneEntiere(
        label=_("Quel titre lui donner\u00a0?"),
        help_text=_(
            "Ce qui a été fait, et où\u00a0: «\u00a0Une cour d’école ouverte le soir aux "
            "voisins\u00a0». 110 signes au plus\u00a0; il se change."
        ),
        max_length=TITRE_AU_PLUS,
        error_messages={"required": _("Donnez un titre au retour.")},
    )


class InviterForm(ActeForm):
    collectivite = CollectiviteField(
        label=_("Collectivité à inviter"),
        help_text=_(
            "Son nom, son code INSEE ou son code postal. Ses membres vérifiés lisent le brouillon "
            "et répondent."
        ),
        question=_("Plusieurs collectivités répondent\u00a0: laquelle invitez-vous\u00a0?"),
    )


class CourrielsForm(ActeForm):
    """For oneself: a box that is unticked is not sent."""

    messages = forms.BooleanField(
        label=_("Les messages de collectivités, relayés par le portail"), required=False
    )
    rappel = forms.BooleanField(
        label=_("Une fois par an, la question «\u00a0toujours vrai\u00a0?\u00a0»"), required=False
    )
