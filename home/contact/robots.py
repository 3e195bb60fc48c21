"""Keeps robots out of anonymous forms without a third party, a puzzle or a script.

Four filters, none of which a person notices: a field that only robots fill, a form that takes a
few seconds to write, a limit by machine, and one by the mail address that a receipt goes to.
"""

import time

from django import forms
from django.core import signing
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from home.limites import depasse

SEL = "home.contact.robots"
DUREE_MINIMALE = 3  # seconds between the page and the answer
DUREE_MAXIMALE = 24 * 3600  # seconds; beyond, the form must be shown again
LIMITE, FENETRE = 5, 3600  # messages by machine and by mail address, seconds


class AntiRobotForm(forms.Form):
    """To be mixed into an anonymous form, with `adresse` (the machine's) given by the view."""

    compteur = "contact"  # each form that has its own name has its own count

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
        age = _age(donnees.get("jeton", ""))
        if age > DUREE_MAXIMALE:
            self._redemander(
                _("Ce formulaire est resté ouvert longtemps : relisez-le, puis envoyez-le.")
            )
        elif donnees.get("site_web") or age < DUREE_MINIMALE:
            self._redemander(
                _("Envoi trop rapide : relisez votre message, puis envoyez-le de nouveau.")
            )
        elif not self.errors and self._trop_souvent(donnees.get("email")):
            self._redemander(
                _("Vous avez envoyé plusieurs messages de suite. Réessayez dans une heure.")
            )
        return donnees

    def _trop_souvent(self, email: str | None) -> bool:
        """Whoever types somebody's address, from many machines, does not fill their mailbox."""
        machine = depasse(self.compteur, self.adresse, limite=LIMITE, fenetre=FENETRE)
        if not email:
            return machine
        courriel = depasse(self.compteur, "courriel", email.lower(), limite=LIMITE, fenetre=FENETRE)
        return machine or courriel

    def _redemander(self, phrase: str) -> None:
        """Refuse, keep what was typed, and give a fresh token for the next try."""
        self.data = self.data.copy()
        self.data[self.add_prefix("jeton")] = nouveau_jeton()
        self.add_error(None, phrase)


def nouveau_jeton() -> str:
    """Signed with its hour; no two are alike, so that a form sent twice is known."""
    return signing.TimestampSigner(salt=SEL).sign(get_random_string(22))


def cle_du_jeton(jeton: str) -> str:
    """What does not change in a token: the same for each sending of one form."""
    return jeton.partition(":")[0]


def _age(jeton: str) -> float:
    """Seconds since the form was shown; 0 for a token that is missing or forged."""
    signataire = signing.TimestampSigner(salt=SEL)
    try:
        signataire.unsign(jeton)
    except signing.BadSignature:
        return 0
    return time.time() - signing.b62_decode(jeton.rsplit(":", 2)[1])
