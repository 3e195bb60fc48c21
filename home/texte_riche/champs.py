"""The field of a form where people write more than a line."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from home.contact.forms import TexteLongField
from home.texte_riche.rendu import en_texte
from home.textes import sans_direction, titre_lisible

# Control signs, but for tabs and line ends. NUL is left for Django to refuse with its own sentence.
_COMMANDES = re.compile(r"[\x01-\x08\x0b-\x1f\x7f-\x9f]")


class ZoneDeTexteRiche(forms.Textarea):
    """A textarea; with JavaScript, buttons above it write its few signs (texte_riche/barre.js)."""

    def render(self, name, value, attrs=None, renderer=None):
        zone = super().render(name, value, attrs, renderer)
        contexte = {"zone": zone, "id": (attrs or {}).get("id", "")}
        return render_to_string("home/texte_riche/zone.html", contexte)


class LigneField(forms.CharField):
    """What names something: one line, every sign of which is seen."""

    def to_python(self, value) -> str:
        return titre_lisible(super().to_python(value))


class TexteRicheField(TexteLongField):
    widget = ZoneDeTexteRiche
    default_error_messages = {"vide": _("Écrivez quelques mots.")}

    def __init__(self, *, max_length: int = 10_000, rows: int = 8, **kwargs):
        kwargs.setdefault("widget", ZoneDeTexteRiche(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value) -> str:
        return _COMMANDES.sub("", sans_direction(super().to_python(value)))

    def validate(self, value) -> None:
        """Signs alone (« ** », a link to nothing, no width) would show an empty message."""
        super().validate(value)
        if value and not any(map(_se_voit, en_texte(value))):
            raise ValidationError(self.error_messages["vide"], code="vide")


def _se_voit(signe: str) -> bool:
    """Neither a space nor a sign without a shape: categories Z and C of Unicode."""
    return unicodedata.category(signe)[0] not in "ZC"
