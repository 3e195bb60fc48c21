"""What a form was read from, so that it does not undo without a word what somebody wrote since.

The form carries `marque(...)` in a hidden field, `lu`; its service refuses when it is another's.
"""

import hashlib


def marque(*valeurs) -> str:
    return hashlib.sha256("\n".join(map(str, valeurs)).encode()).hexdigest()[:16]


def a_change(lu: str, *valeurs) -> bool:
    """Empty `lu`: a caller that has read nothing, and means what it says."""
    return bool(lu) and lu != marque(*valeurs)


def relire(form, refus: Exception) -> None:
    """What was typed is sent again knowing what it replaces: `refus.relu`, if it has one, gives
    hidden fields of the form as they are now.
    """
    if champs := getattr(refus, "relu", None):
        form.data = form.data.copy()
        form.data.update(champs)
