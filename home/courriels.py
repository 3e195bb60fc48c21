"""What an e-mail address is: one written form for each mailbox, compared to the letter.

Letters that look alike, or that a database folds together (ı and I, ſ and S), are other mailboxes.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

LONGUEUR = 254
# The part before the at sign, without quotes: `"a"@x` would be a second form of `a@x`.
_NOM = re.compile(r"[-!#$%&'*+/=?^_`{|}~0-9a-z]+(\.[-!#$%&'*+/=?^_`{|}~0-9a-z]+)*", re.ASCII)
INCOMPLETE = _(
    "Cette adresse électronique n’est pas complète\u00a0: écrivez-la sous la forme nom@commune.fr."
)
SANS_ACCENT = _(
    "Avant l’arobase, une adresse s’écrit ici sans accent ni lettre d’un autre alphabet\u00a0: "
    "donnez-en une autre."
)
DOMAINE = _(
    "Après l’arobase, cette adresse a une lettre que le courriel ne transmet pas\u00a0: "
    "recopiez-la au clavier."
)
LONGUE = _("Cette adresse est trop longue\u00a0: 254 signes au plus.")


def canonique(adresse: str) -> str:
    """Lower case, ASCII, the domain as mail servers know it (`xn--`); or ValidationError.

    Accents are refused before lower case is taken: « K » of Kelvin would become a plain k.
    """
    adresse = adresse.strip()
    nom, arobase, domaine = adresse.rpartition("@")
    if not arobase:
        raise ValidationError(INCOMPLETE, code="invalid")
    if not nom.isascii():
        raise ValidationError(SANS_ACCENT, code="accent")
    forme = f"{nom.lower()}@{_domaine(domaine)}"
    if len(forme) > LONGUEUR:
        raise ValidationError(LONGUE, code="max_length")
    if not _NOM.fullmatch(nom.lower()):
        raise ValidationError(INCOMPLETE, code="invalid")
    try:
        validate_email(forme)
    except ValidationError as fausse:
        raise ValidationError(INCOMPLETE, code="invalid") from fausse
    return forme


def canonique_ou_rien(adresse: str) -> str:
    """For what nobody can correct: an address that came from elsewhere, a look-up."""
    try:
        return canonique(adresse)
    except ValidationError:
        return ""


def _domaine(domaine: str) -> str:
    """A domain whose letters the network would change (ß, full width) is another one's: refused."""
    if domaine.isascii():
        return domaine.lower()
    petit = domaine.lower()
    try:
        forme = petit.encode("idna").decode("ascii")
        meme = forme.encode("ascii").decode("idna") == petit
    except UnicodeError as erreur:
        raise ValidationError(DOMAINE, code="domaine") from erreur
    # A letter that lower case turns into another alphabet's was not the one that was read.
    if not meme or [s.isascii() for s in domaine] != [s.isascii() for s in petit]:
        raise ValidationError(DOMAINE, code="domaine")
    return forme


class AdresseField(forms.EmailField):
    """A form's field: what comes out is the only form of the address."""

    default_validators = []  # `canonique` says better what is wrong

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", LONGUEUR)
        super().__init__(**kwargs)
        self.error_messages["max_length"] = LONGUE

    def clean(self, value) -> str:
        adresse = super().clean(value)
        return canonique(adresse) if adresse else adresse
