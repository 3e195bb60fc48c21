"""Who reads a file: who may read what it is attached to, which the room of that thing says."""

from collections.abc import Callable

from django.db.models import Model

from communautes.fichiers.models import Fichier

Regle = Callable[[object, Model], bool]
RegleDuFichier = Callable[[object, Model, Fichier], bool]
_regles: dict[type[Model], RegleDuFichier] = {}


def lire_comme(modele: type[Model], peut_lire: Regle) -> None:
    """`peut_lire(user, objet)`, anonymous people included. A kind without a rule is nobody's."""
    _regles[modele] = lambda user, objet, fichier: peut_lire(user, objet)


def lire_selon_le_fichier(modele: type[Model], peut_lire: RegleDuFichier) -> None:
    """`peut_lire(user, objet, fichier)`: of what has versions, whose files are not the same."""
    _regles[modele] = peut_lire


def a_une_regle(modele: type[Model]) -> bool:
    return modele in _regles


def peut_lire(user, fichier: Fichier) -> bool:
    """Until it is attached, only who gave it; once withdrawn, nobody."""
    if fichier.retire_le is not None:
        return False
    if fichier.en_attente:
        return user.is_active and fichier.depose_par_id == user.pk
    objet = fichier.objet
    regle = _regles.get(type(objet))
    return regle is not None and regle(user, objet, fichier)
