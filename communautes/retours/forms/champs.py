"""The fields of the steps: nothing that is typed is cut before the server has read it."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from home.texte_riche.champs import LigneField, TexteRicheField

PREMIERE_ANNEE = 1980
ETIQUETTES, SIGNES_D_ETIQUETTE = 8, 40
SAUTS = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")
PUCE = re.compile("[ \t]*(?:[•·▪◦‣\uf0a7\uf0b7\uf0d8][ \t\u00a0]*|o\t)")
INVISIBLES = re.compile(
    "[\u00ad\u200b\u2060\ufeff\ufffc\ue000-\uf0a6\uf0a8-\uf0b6\uf0b8-\uf0d7\uf0d9-\uf8ff]"
)
TROP_LONG = _("Ce texte est trop long\u00a0: %(limit_value)d signes au plus, %(show_value)d ici.")


class LigneEntiere(LigneField):
    """Without `maxlength`, by which a browser cuts what is pasted without a word."""

    default_error_messages = {"max_length": TROP_LONG}

    def widget_attrs(self, widget) -> dict:
        return {cle: v for cle, v in super().widget_attrs(widget).items() if cle != "maxlength"}


class RecitField(TexteRicheField):
    """What a word processor leaves in what is pasted: its bullets, its signs that nobody sees."""

    default_error_messages = {"max_length": TROP_LONG}

    def to_python(self, value) -> str:
        return super().to_python(sans_traitement_de_texte(value or ""))


def sans_traitement_de_texte(texte: str) -> str:
    """Its bullets are those of a list, which begins after an empty line (home/texte_riche)."""
    lignes: list[str] = []
    for ligne in INVISIBLES.sub("", SAUTS.sub("\n", texte)).split("\n"):
        puce = PUCE.match(ligne)
        if puce and lignes and lignes[-1].strip() and not lignes[-1].startswith("- "):
            lignes.append("")
        lignes.append(f"- {ligne[puce.end() :]}" if puce else ligne.replace("\t", " "))
    return "\n".join(lignes)


class PlusieursField(forms.MultipleChoiceField):
    """In the order of the list, whichever was sent first."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value) -> list[str]:
        choisis = super().clean(value)
        return [str(cle) for cle, _mot in self.choices if str(cle) in choisis]


class NombreField(forms.IntegerField):
    """« 1 200 », as people write it."""

    def __init__(self, *, maximum: int, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        fautes = {
            "invalid": _("Écrivez un nombre entier, en chiffres."),
            "min_value": _("Écrivez un nombre entier, en chiffres."),
            "max_value": _("Ce nombre est trop grand\u00a0: %(limit_value)d au plus."),
        }
        super().__init__(min_value=0, max_value=maximum, error_messages=fautes, **kwargs)

    def to_python(self, value) -> int | None:
        return super().to_python("".join(str(value or "").split()))


class MoisInput(forms.MultiWidget):
    """Two simple controls, that every browser has: a month, a year."""

    template_name = "retours/_mois.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        mois = [("", _("Mois")), *((rang, nom) for rang, nom in MONTHS.items())]
        annee = {"inputmode": "numeric", "autocomplete": "off", "class": "fr-input"}
        parties = {
            "mois": forms.Select({"class": "fr-select"}, choices=mois),
            "annee": forms.TextInput(annee),
        }
        super().__init__(parties, attrs)

    def decompress(self, value) -> list:
        return [value.month, value.year] if value else ["", ""]


class MoisField(forms.MultiValueField):
    """The first day of that month, or None."""

    widget = MoisInput
    default_error_messages = {
        "incomplete": _("Dites le mois et l’année."),
        "annee": _("Écrivez l’année en quatre chiffres, depuis 1980."),
        "mois": _("Choisissez le mois dans la liste."),
    }

    def __init__(self, **kwargs):
        champs = (forms.CharField(required=False), forms.CharField(required=False))
        super().__init__(champs, required=False, require_all_fields=False, **kwargs)

    def compress(self, valeurs) -> date | None:
        mois, annee = [*(valeurs or []), "", ""][:2]
        if not mois and not annee:
            return None
        if not mois or not annee:
            raise self._faute("incomplete")
        if not (mois.isdecimal() and 1 <= int(mois) <= 12):
            raise self._faute("mois")
        if not (annee.isdecimal() and len(annee) == 4 and int(annee) >= PREMIERE_ANNEE):
            raise self._faute("annee")
        return date(int(annee), int(mois), 1)

    def _faute(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


class EtiquettesField(forms.CharField):
    """A few words of one's own, between commas."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        dits = (LigneField().to_python(mot) for mot in super().to_python(value).split(","))
        uns = {mot.casefold(): mot for mot in dits if mot}
        return sorted(uns.values(), key=str.casefold)

    def validate(self, value) -> None:
        if len(value) > ETIQUETTES:
            raise ValidationError(_("Huit étiquettes au plus\u00a0: retirez-en."))
        if any(len(mot) > SIGNES_D_ETIQUETTE for mot in value):
            raise ValidationError(
                _("Une étiquette est un mot ou deux\u00a0: 40 signes au plus, puis une virgule.")
            )

    def run_validators(self, value) -> None:
        """Those of a text: this is a list of them."""
