"""What a person fills in to ask, to answer, to correct; and what a list is filtered by."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from communautes.adhesions.qui_lira import QuiLira, QuiLiraField
from communautes.comptes.acte import ActeForm
from communautes.discussions.mentions import AU_PLUS, NomInconnu, appeles_dans, nommes
from communautes.discussions.models.ecrit import SIGNES
from communautes.discussions.services.brouillons import LUS
from communautes.fichiers.services import PAR_OBJET, deposer, regle
from home.envois import EnvoiField
from home.medias.limites import FichierRefuse
from home.texte_riche.champs import LigneField, TexteRicheField


class FichiersInput(forms.ClearableFileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name) -> list:
        return files.getlist(name)


class FichiersField(forms.FileField):
    """Several at once; each is looked at when it is given (communautes/fichiers)."""

    widget = FichiersInput

    def clean(self, data, initial=None):
        donnes = data if isinstance(data, list | tuple) else [data] if data else []
        if len(donnes) > PAR_OBJET:
            raise forms.ValidationError(
                ngettext(
                    "%(nombre)s fichier au plus\u00a0: retirez-en.",
                    "%(nombre)s fichiers au plus\u00a0: retirez-en.",
                    PAR_OBJET,
                )
                % {"nombre": PAR_OBJET}
            )
        return [super(FichiersField, self).clean(un, initial) for un in donnes]


class TitreField(LigneField):
    def __init__(self, **kwargs):
        communs = {
            "label": _("Votre question, en une phrase"),
            "help_text": _(
                "Par exemple\u00a0: «\u00a0Comment tirer au sort des habitants sans acheter de "
                "fichier\u00a0?\u00a0»"
            ),
            "max_length": 150,
            "error_messages": {
                "required": _("Écrivez votre question en une phrase."),
                "max_length": _("Cette phrase est trop longue\u00a0: 150 signes au plus."),
            },
        }
        super().__init__(**(communs | kwargs))


class EcrireForm(forms.Form):
    """`appelables`: who may be called; `envoi`: the key that makes two clicks one message;
    `publique`: what its page says of who will read.

    Files that were accepted stay given (`deposes`) when something else is refused.
    """

    texte = TexteRicheField(
        label=_("Que répondez-vous\u00a0?"),
        help_text=_("Ce que vous avez fait, ce que cela a donné, ce que vous referiez autrement."),
        max_length=SIGNES,
        rows=7,
        error_messages={
            "required": _("Écrivez quelques mots."),
            "max_length": _("Ce texte est trop long\u00a0: 10\u00a0000 signes au plus."),
        },
    )
    prevenir = forms.CharField(
        label=_("Prévenir aussi"),
        help_text=_(
            "Des noms de l’annuaire, séparés par des virgules. Ces personnes reçoivent un "
            "courriel. Dans le texte, «\u00a0@\u00a0» suivi d’un nom fait de même."
        ),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"list": "appelables", "autocomplete": "off"}),
    )
    fichiers = FichiersField(label=_("Joindre des fichiers"), required=False)
    envoi = EnvoiField()
    qui_lira = QuiLiraField()

    def __init__(self, *args, personne, publique: bool, appelables=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.personne, self.appelables = personne, appelables
        self.fields["qui_lira"].initial = QuiLira.de(publique)
        self.fields["fichiers"].help_text = regle()
        self.deposes: list[str] = []

    def clean_prevenir(self) -> list:
        try:
            trouves = nommes(self.cleaned_data["prevenir"], self.appelables)
        except NomInconnu as inconnu:
            raise forms.ValidationError(
                ngettext(
                    "Personne de ce nom ne peut être prévenu ici\u00a0: %(noms)s. Choisissez dans "
                    "l’annuaire, ou retirez-le.",
                    "Personne de ces noms ne peut être prévenu ici\u00a0: %(noms)s. Choisissez "
                    "dans l’annuaire, ou retirez-les.",
                    len(inconnu.noms),
                )
                % {"noms": ", ".join(nom[:80] for nom in inconnu.noms)}
            ) from inconnu
        if len(trouves) > AU_PLUS:
            raise forms.ValidationError(_("Cinq personnes au plus\u00a0: retirez-en."))
        return trouves

    def clean(self):
        donnees = super().clean()
        appeles = appeles_dans(donnees.get("texte", ""), self.appelables)
        donnees["prevenir"] = list(dict.fromkeys([*donnees.get("prevenir", []), *appeles]))[
            :AU_PLUS
        ]
        self._deposer(donnees.get("fichiers") or [])
        return donnees

    def _deposer(self, televerses: list) -> None:
        deja = [cle for cle in self.data.getlist("depose") if _est_une_cle(cle)][:PAR_OBJET]
        self.deposes = deja
        for un in televerses:
            try:
                self.deposes.append(str(deposer(un, par=self.personne).pk))
            except FichierRefuse as refus:
                self.add_error("fichiers", refus)

    def pour_le_service(self) -> dict:
        donnees = self.cleaned_data
        communs = {
            "texte": donnees["texte"],
            "prevenir": donnees["prevenir"],
            "fichiers": self.deposes,
            "cle": donnees["envoi"],
            "qui_lira": donnees["qui_lira"],
        }
        return communs | {nom: donnees[nom] for nom in ("titre", "de_l_anct") if nom in self.fields}


def _est_une_cle(cle: str) -> bool:
    try:
        uuid.UUID(cle)
    except ValueError:
        return False
    return True


class PoserForm(EcrireForm):
    titre = TitreField()
    field_order = ["titre", "texte", "prevenir", "fichiers"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["texte"].label = _("Ce qu’il faut savoir pour vous répondre")
        self.fields["texte"].help_text = _(
            "Votre situation, ce que vous avez déjà essayé, ce qui vous bloque."
        )


class RepondreForm(EcrireForm):
    de_l_anct = forms.BooleanField(label=_("Répondre au nom de l’ANCT"), required=False)

    def __init__(self, *args, anct: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not anct:
            del self.fields["de_l_anct"]


class CorrigerForm(forms.Form):
    """`lu`: when what is corrected was read."""

    titre = TitreField()
    texte = TexteRicheField(
        label=_("Texte"),
        max_length=SIGNES,
        rows=10,
        error_messages={
            "required": _("Écrivez quelques mots."),
            "max_length": _("Ce texte est trop long\u00a0: 10\u00a0000 signes au plus."),
        },
    )
    lu = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, question: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not question:
            del self.fields["titre"]


class BrouillonForm(forms.Form):
    """As it is: a draft has no mistake."""

    titre = forms.CharField(max_length=150, required=False, strip=False)
    texte = forms.CharField(max_length=LUS, required=False, strip=False)


class FiltreForm(forms.Form):
    """Of a community's list, in its address."""

    FILES = [
        ("", _("Toutes")),
        ("sans_reponse", _("Sans réponse")),
        ("resolues", _("Résolues")),
        ("miennes", _("Les miennes")),
    ]
    file = forms.ChoiceField(choices=FILES, required=False)

    def choisie(self) -> str:
        return self.cleaned_data["file"] if self.is_valid() else ""


class DeplacerForm(ActeForm):
    vers = forms.ModelChoiceField(
        label=_("Vers quelle communauté"),
        queryset=None,
        widget=forms.Select,
        error_messages={
            "required": _("Choisissez une communauté."),
            "invalid_choice": _("Choisissez une communauté de la liste."),
        },
    )

    def __init__(self, *args, communautes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vers"].queryset = communautes
