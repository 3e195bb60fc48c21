"""What is filled in to report (by everybody, robots kept out), to decide, and to contest."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from communautes.comptes.acte import ActeForm, MotifForm
from communautes.moderation.models import Base, Categorie, Decision, Dossier, Signalement
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
            "Le passage en cause, et pourquoi\u00a0; nécessaires pour une autre raison. "
            "2\u00a0000 signes au plus. La personne qui l’a écrit ne les lira pas."
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


class DeciderForm(MotifForm):
    """Nothing is chosen beforehand."""

    decision = forms.ChoiceField(
        label=_("Votre décision"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez une décision."),
            "invalid_choice": _("Choisissez une décision de la liste."),
        },
    )
    base = forms.ChoiceField(
        label=_("Au regard de quoi"),
        choices=[(base.value, capfirst(base.label)) for base in Base],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Choisissez les règles, ou la loi.")},
    )
    field_order = ["suite", "decision", "base", "motif"]

    def __init__(self, *args, existe: bool | None = None, **kwargs):
        """`existe`: whether there is still something to leave or to withdraw; None for any."""
        super().__init__(*args, **kwargs)
        choix = {
            Decision.LAISSE: _("Le laisser en ligne"),
            Decision.MASQUE: _("Le retirer"),
            Decision.SANS_OBJET: _("Sans objet : il n’existe plus"),
        }
        possibles = {None: choix, True: [*choix][:2], False: [*choix][2:]}[existe]
        self.fields["decision"].choices = [(code, choix[code]) for code in possibles]
        self.fields["motif"].help_text = _(
            "Qui l’a écrit le lira, et qui l’a signalé. Sans nom ni adresse : le journal le "
            "garde sans limite."
        )
        if existe is False:
            del self.fields["base"]

    def clean(self):
        donnees = super().clean()
        if donnees.get("decision") in (Decision.LAISSE, Decision.MASQUE) and not donnees.get(
            "base"
        ):
            self.add_error("base", _("Dites au regard de quoi : les règles, ou la loi."))
        return donnees


class ContesterForm(ActeForm):
    texte = TexteLongField(
        label=_("Pourquoi vous contestez"),
        help_text=_("Ce qui a été mal lu, ou mal jugé. 2 000 signes au plus."),
        max_length=Dossier.CONTESTATION_AU_PLUS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Dites pourquoi vous contestez."),
            "max_length": _("C’est trop long : 2 000 signes au plus."),
        },
    )
