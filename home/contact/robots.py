"""Keeps robots out of anonymous forms without a third party, a puzzle or a script.

Three filters, none of which a person notices: a field that only robots fill, a form that takes a
few seconds to write, and a limit by machine. Receipts have their own limit, by mailbox.
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
LIMITE, FENETRE = 5, 3600  # by machine, or by mailbox; seconds


class AntiRobotForm(forms.Form):
    """To be mixed into an anonymous form, with `adresse` (the machine's) given by the view."""

    compteur = "contact"  # each form that has its own name has its own count
    duree_minimale = DUREE_MINIMALE

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
        elif donnees.get("site_web") or age < self.duree_minimale:
            self._redemander(
                _("Envoi trop rapide : relisez votre message, puis envoyez-le de nouveau.")
            )
        elif not self.errors and depasse(
            self.compteur, self.adresse, limite=LIMITE, fenetre=FENETRE
        ):
            self._redemander(
                _("Vous avez envoyé plusieurs messages de suite. Réessayez dans une heure.")
            )
        return donnees

    def _redemander(self, phrase: str) -> None:
        """Refuse, keep what was typed, and give a fresh token for the next try."""
        self.data = self.data.copy()
        self.data[self.add_prefix("jeton")] = nouveau_jeton()
        self.add_error(None, phrase)


def recoit_un_accuse(email: str) -> bool:
    """Whether one more receipt goes to this mailbox, from whatever form and machine: who types
    somebody's address fills no mailbox, and shuts nobody out. The message itself is always taken.
    """
    nom, _arobase, domaine = email.lower().rpartition("@")
    boite = f"{nom.partition('+')[0]}@{domaine}"
    return not depasse("accuses", boite, limite=LIMITE, fenetre=FENETRE)


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
