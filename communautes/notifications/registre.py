"""What rooms declare in AppConfig.ready: the objects that are told of, and the kinds of news.

    declarer_cible(Cible(Discussion, titre=str, adresse=Discussion.get_absolute_url,
                         peuvent_lire=permissions.peuvent_lire, en_sourdine=_("cette discussion")))
    declarer(Genre("discussions.reponse", _("Une réponse à ce que j’ai écrit"),
                   groupe=_("Discussions"), phrase=_une_reponse, par_defaut=Canal.IMMEDIAT))

Visibility is one function for both ways it is asked (one object and its thousand readers, one
reader and their thirty objects), so that neither costs more queries when there are more rows.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from communautes.notifications.canaux import Canal

# (people, objects) → (key of a person, key of an object) of each pair where the first may read the
# second, now. An object that is not saved yet has None for key.
PeuventLire = Callable[[Collection[Any], Collection[Any]], set[tuple[int, int | None]]]


def un_par_un(peut_lire: Callable[[Any, Any], bool]) -> PeuventLire:
    """Out of `peut_lire(personne, objet)`, where that asks nothing of the database."""

    def peuvent_lire(personnes, objets):
        return {(p.pk, o.pk) for p in personnes for o in objets if peut_lire(p, o)}

    return peuvent_lire


@dataclass(frozen=True)
class Cible:
    """`charger(keys)`: the objects by key, with what the sentences say of them, in one query.
    `adresse`: a path of this site. `en_sourdine`: « cette discussion », where it can be silenced.
    """

    modele: type[Model]
    titre: Callable[[Any], str]
    adresse: Callable[[Any], str]
    peuvent_lire: PeuventLire
    charger: Callable[[Collection[int]], dict[int, Any]] | None = None
    en_sourdine: Any = ""

    def lus(self, cles: Collection[int]) -> dict[int, Any]:
        charger = self.charger or self.modele._default_manager.in_bulk
        return charger(sorted(cles))


def _nomme_l_auteur(evenement) -> Iterable[int]:
    return [evenement.par_id] if evenement.par_id else []


def toujours(evenement, personne) -> bool:
    return True


@dataclass(frozen=True)
class Genre:
    """`phrase(evenement)`: what happened and where, one line, nothing of the text of an object; it
    reads `evenement.objet` and `.sujet`, `.cadre` and `.par` if they were given: it is not asked
    of an event that has lost one. `adresse(evenement)`, `peuvent_lire`: of this kind, where they
    are not those of the object (a request: who answers it, or who made it).
    `nomme(evenement)`: keys of the people whom the sentence may name. `debrayable`: False, it is
    always mailed at once, can neither be silenced nor unsubscribed from (moderation, security).
    `vaut_encore(evenement, personne)`: whether it is still so; what is not is mailed no more, and
    stays on the site.
    """

    code: str
    libelle: Any
    groupe: Any
    phrase: Callable[[Any], str]
    par_defaut: Canal = Canal.HEBDOMADAIRE
    debrayable: bool = True
    adresse: Callable[[Any], str] | None = None  # of the event
    peuvent_lire: PeuventLire | None = None
    nomme: Callable[[Any], Iterable[int]] = _nomme_l_auteur
    vaut_encore: Callable[[Any, Any], bool] = toujours
    rang: int = 50  # on the page of preferences


_cibles: dict[type[Model], Cible] = {}
_genres: dict[str, Genre] = {}


def declarer_cible(*cibles: Cible) -> None:
    _cibles.update({une.modele: une for une in cibles})


def declarer(*genres: Genre) -> None:
    for un in genres:
        if not un.debrayable and un.par_defaut != Canal.IMMEDIAT:
            raise ValueError(f"{un.code}: what cannot be turned off is mailed at once")
        _genres[un.code] = un


def genre(code: str) -> Genre:
    return _genres[code]


def genre_connu(code: str) -> Genre | None:
    """None for a room that is no more: what it told is read no more either."""
    return _genres.get(code)


def genres() -> list[Genre]:
    return sorted(_genres.values(), key=lambda un: (un.rang, un.code))


def cible(modele: type[Model]) -> Cible | None:
    return _cibles.get(modele)


def a_faire_taire() -> list[Cible]:
    return [une for une in _cibles.values() if une.en_sourdine]


def lecteurs(un: Genre, modele: type[Model]) -> PeuventLire:
    """Who reads an object of this kind. Without a rule, nobody."""
    if un.peuvent_lire is not None:
        return un.peuvent_lire
    trouvee = cible(modele)
    return trouvee.peuvent_lire if trouvee else un_par_un(lambda personne, objet: False)
