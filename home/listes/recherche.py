"""Search in a list of the admin: every word, anywhere, whatever its accents and its case."""

from functools import reduce
from operator import and_, or_

from django.db.models import Q

MOTS = 12  # of a question; the rest would only cost


def chercher(objets, question: str, champs: list[str]):
    """Those where each word stands in one of these fields (sorted and filtered as they are)."""
    mots = question.replace("\x00", " ").split()[:MOTS]
    if not mots:
        return objets
    return objets.filter(reduce(and_, (_quelque_part(mot, champs) for mot in mots)))


def _quelque_part(mot: str, champs: list[str]) -> Q:
    return reduce(or_, (Q(**{f"{champ}__unaccent__icontains": mot}) for champ in champs))
