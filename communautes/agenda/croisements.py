"""A form that two people may fill in at once: what one did not touch stays what the other wrote.

The page carries each value as it was read; what is sent says by it what was touched.
"""

from datetime import date, time

from django import forms
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from home.jours import date_format


class FormulaireCroise(forms.Form):
    """`croises`: its fields that somebody else may write. `initial`: what is there now."""

    croises: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nom in self._croises():
            self.fields[nom].show_hidden_initial = True  # `changed_data` compares with it

    @property
    def lus(self) -> str:
        """Hidden: what the page was read with, until `rendre`."""
        paires = ((self.add_initial_prefix(nom), self._lu(nom)) for nom in self._croises())
        return format_html_join("", '<input type="hidden" name="{}" value="{}">', paires)

    def fondre(self) -> None:
        """Once bound, before anything is asked of it: what was not touched is what is there now."""
        if not self.is_bound:
            return
        touches = set(self.changed_data)
        self.data = self.data.copy()
        for nom in self._croises():
            if nom not in touches and self.add_initial_prefix(nom) in self.data:
                self.data[self.add_prefix(nom)] = _brut(self.initial.get(nom))

    def _ecrits_entre_temps(self) -> list[dict]:
        """What is there now and was not when the page was read: {libelle, valeur} each."""
        return [
            {"libelle": self.fields[nom].label, "valeur": self._en_mots(nom)}
            for nom in self._croises()
            if _lignes(self._lu(nom)) != _lignes(_brut(self.initial.get(nom)))
        ]

    def rendre(self) -> list[dict]:
        """Refused, whatever the reason, its page is shown again: what was written meanwhile comes
        back, to be said there, and what is sent next knows it, `lu` included. Else what one puts
        back as it was first read would pass for what one did not touch.
        """
        ecrits = self._ecrits_entre_temps()
        for nom in self._croises():
            self.data[self.add_initial_prefix(nom)] = _brut(self.initial.get(nom))
        if "lu" in self.fields:
            self.data["lu"] = self.initial.get("lu", "")
        return ecrits

    def _croises(self) -> list[str]:
        return [nom for nom in self.croises if nom in self.fields]

    def _lu(self, nom: str) -> str:
        cle = self.add_initial_prefix(nom)
        return self.data[cle] if cle in self.data else _brut(self.initial.get(nom))

    def _en_mots(self, nom: str) -> str:
        valeur = self.initial.get(nom)
        if valeur in (None, ""):
            return _("rien")
        if isinstance(valeur, date):
            return date_format(valeur, "j F Y")
        choix = dict(getattr(self.fields[nom], "choices", ()))
        return str(choix.get(valeur, _brut(valeur)))


def _brut(valeur) -> str:
    """As a browser sends it."""
    if isinstance(valeur, time):
        return valeur.strftime("%H:%M")
    if isinstance(valeur, date):
        return valeur.isoformat()
    return "" if valeur is None else str(valeur)


def _lignes(texte: str) -> list[str]:
    """Browsers send two signs where a line breaks."""
    return texte.strip().splitlines()
