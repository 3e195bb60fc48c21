"""What rooms declare in AppConfig.ready: what may be reported, and where it is moderated.

declarer(Signalable(Reponse, libelle=_("une réponse"), titre=str, texte=…, adresse=…, auteur=…,
                    peut_lire=…, peut_moderer=…, cadre=…, quand_change=…))
declarer_lieu(Lieu(CommunautePage, titre=…, moderateurs=…, moderes_par=…))
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from communautes.moderation.models import Moderable


@dataclass(frozen=True)
class Signalable:
    """Each a function of the object. `libelle`: « une réponse »; `texte`: what was typed, where its
    links lead included (the source, not `en_texte`): rules read it, and who decides; `adresse`:
    a path of this site; `cadre`: what it is in (the community).

    `peut_lire` is asked of anonymous people too, and answers for moderation too
    (`permissions.laisse_lire`). `quand_change(objet)`: in the transaction, after `moderation` was
    changed: index again, withdraw notifications, tell at last of what was held back.
    """

    modele: type[Moderable]
    libelle: Any
    titre: Callable[[Any], str]
    texte: Callable[[Any], str]
    adresse: Callable[[Any], str]
    auteur: Callable[[Any], Any]
    peut_lire: Callable[[Any, Any], bool]
    peut_moderer: Callable[[Any, Any], bool]
    cadre: Callable[[Any], Model | None] | None = None
    quand_change: Callable[[Any], None] | None = None

    def lieu_de(self, objet) -> Model | None:
        return self.cadre(objet) if self.cadre else None

    def change(self, objet) -> None:
        if self.quand_change:
            self.quand_change(objet)


@dataclass(frozen=True)
class Lieu:
    """Where people moderate among themselves. `moderateurs(cadre)`: a queryset of people;
    `moderes_par(personne)`: keys of those that this person moderates, in one query.
    """

    modele: type[Model]
    titre: Callable[[Any], str]
    moderateurs: Callable[[Any], QuerySet]
    moderes_par: Callable[[Any], Collection[int]]


_signalables: dict[type[Model], Signalable] = {}
_lieux: dict[type[Model], Lieu] = {}


def declarer(*signalables: Signalable) -> None:
    for un in signalables:
        if not issubclass(un.modele, Moderable):
            raise TypeError(f"{un.modele.__name__} cannot be held back: it is not Moderable")
        _signalables[un.modele] = un


def declarer_lieu(*lieux: Lieu) -> None:
    _lieux.update({un.modele: un for un in lieux})


def signalable(modele: type[Model]) -> Signalable | None:
    return _signalables.get(modele)


def signalables() -> list[Signalable]:
    return list(_signalables.values())


def lieu(modele: type[Model]) -> Lieu | None:
    return _lieux.get(modele)


def lieux() -> list[Lieu]:
    return list(_lieux.values())


def cle(objet: Model) -> str:
    """« discussions.reponse-12 », in an address."""
    return f"{objet._meta.label_lower}-{objet.pk}"


def trouver(cle_lue: str) -> Model | None:
    """The object of that key, when its kind is declared and it is there."""
    nom, _tiret, numero = cle_lue.rpartition("-")
    if not (numero.isascii() and numero.isdigit() and len(numero) < 19):
        return None
    try:
        modele = apps.get_model(nom)
    except (LookupError, ValueError):
        return None
    declare = signalable(modele)
    return declare and declare.modele._default_manager.filter(pk=int(numero)).first()
