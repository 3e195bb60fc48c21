"""What is filled in to take up a retour, give news of it, comment it, say whether it helped."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from communautes.comptes.acte import ActeForm
from communautes.retours.models import AvisUtile, BilanDeReprise, LienDExperience
from communautes.retours.models.avis import PHRASE_AU_PLUS
from communautes.retours.models.bilan import TEXTE_AU_PLUS
from communautes.retours.models.commentaire import SIGNES
from communautes.retours.models.retour import TITRE_AU_PLUS
from home.adresses_electroniques import sans_adresse_electronique
from home.contact.forms import TexteLongField
from home.contact.robots import AntiRobotForm
from home.envois import EnvoiField
from home.texte_riche.champs import LigneField, TexteRicheField


class SimilaireForm(forms.Form):
    titre = LigneField(
        label=_("Ce que vous avez fait, en une ligne"),
        help_text=_(
            "Par exemple\u00a0: «\u00a0Quatre cours ouvertes le mercredi\u00a0». 110 signes au "
            "plus."
        ),
        max_length=TITRE_AU_PLUS,
        error_messages={
            "required": _("Donnez un titre à votre retour."),
            "max_length": _("Ce titre est trop long\u00a0: 110 signes au plus."),
        },
    )


class NouvellesForm(forms.Form):
    issue = forms.ChoiceField(
        label=_("Où en êtes-vous\u00a0?"),
        choices=[(un.value, capfirst(un.label)) for un in BilanDeReprise.Issue],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Dites où vous en êtes."),
            "invalid_choice": _("Choisissez une réponse de la liste."),
        },
    )
    texte = TexteLongField(
        label=_("En une phrase"),
        required=False,
        help_text=_(
            "Ce que vous avez gardé, changé, ou ce qui vous a arrêtés. Tout le monde la lira, sous "
            "le nom de votre collectivité. 500 signes au plus."
        ),
        max_length=TEXTE_AU_PLUS,
        validators=[sans_adresse_electronique],
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LierForm(ActeForm):
    """`liables`: (value, label) of each retour that may be linked."""

    lien = forms.ChoiceField(
        label=_("Un autre retour, dont celui-ci vient"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez un retour."),
            "invalid_choice": _("Choisissez un retour de la liste."),
        },
    )

    def __init__(self, *args, liables=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lien"].choices = liables

    @property
    def choix(self) -> tuple[str, int]:
        nature, _tiret, cle = self.cleaned_data["lien"].partition("-")
        return LienDExperience.Nature(nature), int(cle)


class CommenterForm(ActeForm):
    texte = TexteRicheField(
        label=_("Votre commentaire"),
        help_text=_(
            "Une question, ce que vous feriez autrement, ce qui a changé chez vous. "
            "3\u00a0000 signes au plus."
        ),
        max_length=SIGNES,
        rows=5,
        validators=[sans_adresse_electronique],
        error_messages={
            "required": _("Écrivez quelques mots."),
            "max_length": _("Ce texte est trop long\u00a0: 3\u00a0000 signes au plus."),
        },
    )
    envoi = EnvoiField()


class AvisForm(AntiRobotForm):
    """Nothing of who answers: the machine is counted by the form, and forgotten."""

    compteur = "retours.avis"
    duree_minimale = 1  # two answers, and no word: it takes less time than a letter

    utile = forms.ChoiceField(
        label=_("Ce retour vous a-t-il été utile\u00a0?"),
        choices=[("1", _("Oui")), ("0", _("Non"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez oui ou non."),
            "invalid_choice": _("Choisissez oui ou non."),
        },
    )
    raison = forms.ChoiceField(
        label=_("S’il ne l’a pas été, pourquoi\u00a0?"),
        choices=AvisUtile.Raison.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choisissez une raison de la liste.")},
    )
    phrase = LigneField(
        label=_("En une phrase"),
        required=False,
        help_text=_(
            "Qui l’a écrit et l’ANCT la liront, personne d’autre. Ni nom, ni adresse, ni numéro. "
            "300 signes au plus."
        ),
        max_length=PHRASE_AU_PLUS,
        error_messages={"max_length": _("C’est trop long\u00a0: 300 signes au plus.")},
    )

    @property
    def dit(self) -> str:
        """« 1 » or « 0 », once it was said: it is not asked again; else nothing."""
        return dit if (dit := str(self["utile"].value() or "")) in ("0", "1") else ""

    def clean(self):
        donnees = super().clean()
        sans_raison = not donnees.get("raison") and "raison" not in self.errors
        if donnees.get("utile") == "0" and sans_raison:
            self.add_error("raison", _("Dites pourquoi il ne vous a pas été utile."))
        return donnees
