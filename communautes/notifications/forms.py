from django import forms
from django.utils.translation import gettext_lazy as _

from communautes.notifications import registre
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Preference
from communautes.notifications.services import canaux_de

DU_RESTE = [c for c in Canal.choices if c[0] not in (Canal.IMMEDIAT, Canal.RIEN)]


class PreferencesForm(forms.Form):
    """One list for each kind that can be turned off, and for those of tomorrow."""

    def __init__(self, *args, personne, **kwargs):
        super().__init__(*args, **kwargs)
        actuels = canaux_de(personne)
        self.groupes: dict[str, list[str]] = {}
        for un in registre.genres():
            if un.debrayable:
                self.fields[un.code] = self._champ(un.libelle, Canal.choices, actuels[un.code])
                self.groupes.setdefault(str(un.groupe), []).append(un.code)
        self.fields[Preference.RESTE] = self._champ(
            _("Ce que le portail annoncera de nouveau"), DU_RESTE, actuels[Preference.RESTE]
        )
        self.groupes[str(_("Plus tard"))] = [Preference.RESTE]

    def _champ(self, libelle, choix, initial) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=libelle,
            choices=choix,
            initial=initial,
            error_messages={
                "required": _("Choisissez comment vous êtes prévenu·e."),
                "invalid_choice": _("Choisissez une des réponses de la liste."),
            },
        )

    @property
    def parties(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(nom, [self[code] for code in codes]) for nom, codes in self.groupes.items()]


class SourdineForm(forms.Form):
    """`objet`: « app.model:key », of a kind that can be silenced; its cible and key come out."""

    objet = forms.CharField(max_length=100)
    taire = forms.BooleanField(required=False)
    suite = forms.CharField(max_length=2000, required=False)

    def clean_objet(self) -> tuple[registre.Cible, int]:
        nom, _separe, cle = self.cleaned_data["objet"].partition(":")
        if (trouvee := chose_nommee(nom)) is None or not (cle.isascii() and cle.isdecimal()):
            raise forms.ValidationError("inconnu")
        return trouvee, int(cle)


def chose_nommee(nom: str) -> registre.Cible | None:
    return next(
        (une for une in registre.a_faire_taire() if une.modele._meta.label_lower == nom), None
    )
