"""Who reads a file: who may read what it is attached to, which the room of that thing says."""

from collections.abc import Callable

from django.db.models import Model
from django.db.models.signals import post_delete

from communautes.fichiers.models import Fichier

Regle = Callable[[object, Model], bool]
RegleDuFichier = Callable[[object, Model, Fichier], bool]
_regles: dict[type[Model], RegleDuFichier] = {}


def lire_comme(modele: type[Model], peut_lire: Regle) -> None:
    """`peut_lire(user, objet)`, anonymous people included. A kind without a rule is nobody's."""
    lire_selon_le_fichier(modele, lambda user, objet, fichier: peut_lire(user, objet))


def lire_selon_le_fichier(modele: type[Model], peut_lire: RegleDuFichier) -> None:
    """`peut_lire(user, objet, fichier)`: of what has versions, whose files are not the same.

    What is deleted, whichever way, takes its files along: nobody would read them any more.
    """
    _regles[modele] = peut_lire
    post_delete.connect(_oublier_les_siens, sender=modele, dispatch_uid=f"fichiers_{modele}")


def _oublier_les_siens(sender, instance: Model, **kwargs) -> None:
    from communautes.fichiers.services import oublier_ceux_de  # it reads these rules

    oublier_ceux_de(instance)


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
