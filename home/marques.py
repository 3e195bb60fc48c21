"""What a form was read from, so that it does not undo without a word what somebody wrote since.

The form carries `marque(...)` in a hidden field, `lu`; its service refuses when it is another's.
It does not say who wrote: where that counts, the journal does (agenda/services/croisement.py).
"""

import hashlib

from django import forms

SIGNES = 16
ILLISIBLE = "?"  # the mark of nothing


def marque(*valeurs) -> str:
    return hashlib.sha256("\n".join(map(str, valeurs)).encode()).hexdigest()[:SIGNES]


def a_change(lu: str, *valeurs) -> bool:
    """Empty `lu`: a caller that has read nothing, and means what it says."""
    return bool(lu) and lu != marque(*valeurs)


class CacheInput(forms.HiddenInput):
    """Without an `id`: several forms of a page have one, and no label leads there."""

    def __init__(self, attrs=None):
        super().__init__({"id": False} | (attrs or {}))


class MarqueField(forms.CharField):
    """Out of shape, nothing was read: whoever wrote is met."""

    def __init__(self):
        super().__init__(required=False, max_length=SIGNES, widget=CacheInput)

    def clean(self, value) -> str:
        try:
            return super().clean(value)
        except forms.ValidationError:
            return ILLISIBLE


class Recrit(Exception):
    """Since it was read. `relu`: what the next sending says to have read."""

    def __init__(self, message: str, lu: str):
        super().__init__(message)
        self.relu = {"lu": lu}


def relire(form, refus: Exception) -> None:
    """What was typed is sent again knowing what it replaces: `refus.relu`, if it has one, gives
    hidden fields of the form as they are now.
    """
    if champs := getattr(refus, "relu", None):
        form.data = form.data.copy()
        form.data.update(champs)
