"""The nine digits of a legal person: their last one is a check digit (Luhn).

La Poste's exception is of SIRETs only: its SIREN is as the others.
"""

import re

from django.db.models import IntegerField, Value
from django.db.models.functions import Cast, Mod, Substr

CHIFFRES = 9
FORME = r"^[0-9]{9}$"


def est_valide(siren: str) -> bool:
    if not re.fullmatch(r"[0-9]{9}", siren):
        return False
    doubles = [int(chiffre) * (1 + rang % 2) for rang, chiffre in enumerate(siren)]
    return sum(d - 9 if d > 9 else d for d in doubles) % 10 == 0


def reste_de_luhn(champ: str):
    """The same sum in SQL, modulo ten: zero for a SIREN.

    Twice a digit, its own digits added, is that number modulo nine, but for nine that stays nine:
    (2d) mod 9, to which 9 × (d / 9) is added.
    """
    somme = Value(0)
    for rang in range(1, CHIFFRES + 1):
        chiffre = Cast(Substr(champ, rang, 1), IntegerField())
        if rang % 2:
            somme = somme + chiffre
        else:
            somme = somme + Mod(chiffre * 2, Value(9)) + chiffre / Value(9) * Value(9)
    return Mod(somme, Value(10))
