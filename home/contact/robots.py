"""Keeps robots out of anonymous forms without a third party, a puzzle or a script.

Three filters, none of which a person notices: a field that only robots fill, a form that takes a
few seconds to write, and a limit by address.
"""

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from home.limites import depasse

SEL = "home.contact.robots"
DUREE_MINIMALE = 3  # seconds between the page and the answer
DUREE_MAXIMALE = 24 * 3600  # seconds; beyond, the form must be shown again
LIMITE, FENETRE = 5, 3600  # messages by address, seconds


class AntiRobotForm(forms.Form):
    """To be mixed into an anonymous form, with `adresse` (the machine's) given by the view."""

    site_web = forms.CharField(
        label=_("Laissez ce champ vide"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    jeton = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, adresse: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.adresse = adresse
        self.initial["jeton"] = nouveau_jeton()

    def clean(self):
        donnees = super().clean()
        if donnees.get("site_web") or not _age_plausible(donnees.get("jeton", "")):
            self._redemander(
                _("Envoi trop rapide : relisez votre message, puis envoyez-le de nouveau.")
            )
        elif not self.errors and depasse("contact", self.adresse, limite=LIMITE, fenetre=FENETRE):
            self._redemander(
                _("Vous avez envoyé plusieurs messages de suite. Réessayez dans une heure.")
            )
        return donnees

    def _redemander(self, phrase: str) -> None:
        """Refuse, keep what was typed, and give a fresh token for the next try."""
        self.data = self.data.copy()
        self.data[self.add_prefix("jeton")] = nouveau_jeton()
        self.add_error(None, phrase)


def nouveau_jeton() -> str:
    return signing.TimestampSigner(salt=SEL).sign("formulaire")


def _age_plausible(jeton: str) -> bool:
    signataire = signing.TimestampSigner(salt=SEL)
    try:
        signataire.unsign(jeton, max_age=DUREE_MAXIMALE)
    except signing.BadSignature:
        return False
    try:
        signataire.unsign(jeton, max_age=DUREE_MINIMALE)
    except signing.SignatureExpired:
        return True
    return False
