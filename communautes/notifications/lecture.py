"""Events as they are read: their objects, their sentences, and whether one may still read them.

As many queries as there are types of objects and rules of visibility, whatever the number of rows.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from communautes.comptes.models import User
from communautes.notifications import registre
from communautes.notifications.models import Evenement, Notification, Sourdine
from communautes.notifications.models.notification import PARTIES
from home.textes import sur_une_ligne

Demande = tuple[registre.PeuventLire, Model]


@dataclass(frozen=True)
class Ligne:
    """A notification, for its person. `lisible`: False, nothing may be said of it but that it was.
    `sujet`: None where it may not be named.
    """

    notification: Notification
    lisible: bool
    sujet: "Chose | None"

    @property
    def evenement(self) -> Evenement:
        return self.notification.evenement

    @property
    def genre(self) -> registre.Genre:
        return registre.genre(self.evenement.genre)

    @cached_property
    def phrase(self) -> str:
        return sur_une_ligne(str(self.genre.phrase(self.evenement)))

    @property
    def adresse(self) -> str:
        return adresse_de(self.evenement)

    def vaut_encore(self, personne: User) -> bool:
        return self.genre.vaut_encore(self.evenement, personne)

    @property
    def nommees(self) -> list[int]:
        return list(self.genre.nomme(self.evenement))


@dataclass(frozen=True)
class Chose:
    """A subject, as it is named: under which news are grouped, or that is silenced."""

    cible: registre.Cible
    objet: Model

    @property
    def titre(self) -> str:
        return sur_une_ligne(str(self.cible.titre(self.objet)))

    @property
    def adresse(self) -> str:
        return self.cible.adresse(self.objet)

    @property
    def se_tait(self) -> bool:
        return bool(self.cible.en_sourdine)

    @property
    def cle(self) -> str:
        """« app.model:key », for a form or a token."""
        return f"{self.objet._meta.label_lower}:{self.objet.pk}"


def chose(objet: Model | None) -> Chose | None:
    trouvee = registre.cible(type(objet)) if objet is not None else None
    return Chose(trouvee, objet) if trouvee else None


def adresse_de(evenement: Evenement) -> str:
    un = registre.genre(evenement.genre)
    if un.adresse is not None:
        return un.adresse(evenement)
    trouvee = chose(evenement.objet)
    if trouvee is None:
        raise LookupError(f"{un.code}: neither this kind nor its object says an address")
    return trouvee.adresse


def charger(evenements: Iterable[Evenement]) -> None:
    """Set `objet`, `sujet` and `cadre` of each; None for what is gone, or is declared no more."""
    evenements = list(evenements)
    cherches: dict[int, set[int]] = defaultdict(set)
    for evenement in evenements:
        for type_pk, objet_pk in filter(None, map(evenement.cle_de, PARTIES)):
            cherches[type_pk].add(objet_pk)
    trouves = {
        (type_pk, cle): objet
        for type_pk, cles in cherches.items()
        for cle, objet in objets(type_pk, cles).items()
    }
    for evenement in evenements:
        for partie in PARTIES:
            setattr(evenement, partie, trouves.get(evenement.cle_de(partie)))


def objets(type_pk: int, cles: Collection[int]) -> dict[int, Model]:
    modele = ContentType.objects.get_for_id(type_pk).model_class()
    if modele is None:
        return {}
    trouvee = registre.cible(modele)
    return trouvee.lus(cles) if trouvee else modele._default_manager.in_bulk(sorted(cles))


def lire(notifications: Iterable[Notification], personne: User) -> list[Ligne]:
    """Of one person, in the same order; `evenement` comes with each."""
    notifications = list(notifications)
    charger(une.evenement for une in notifications)
    demandes = {une.pk: _a_demander(une.evenement) for une in notifications}
    permises = permises_a(personne, [d for paire in demandes.values() for d in paire if d])
    return [
        Ligne(
            une,
            lisible=demandes[une.pk][0] in permises,
            sujet=chose(une.evenement.sujet) if demandes[une.pk][1] in permises else None,
        )
        for une in notifications
    ]


def _a_demander(evenement: Evenement) -> tuple[Demande | None, Demande | None]:
    """By whom its object is read, by whom its subject; None for what nobody reads any more: a kind
    that is no more, or whose sentence would miss one of its parts.
    """
    un, objet = registre.genre_connu(evenement.genre), evenement.objet
    entier = all(getattr(evenement, p) is not None for p in PARTIES if evenement.cle_de(p))
    sujet = chose(evenement.sujet)
    return (
        (registre.lecteurs(un, type(objet)), objet) if un and entier else None,
        (sujet.cible.peuvent_lire, sujet.objet) if sujet else None,
    )


def lisibles(notifications: Iterable[Notification]) -> set[int]:
    """Keys of those that their own person may read now, of as many people as there are; `personne`
    and `evenement` come with each.
    """
    notifications = list(notifications)
    charger(une.evenement for une in notifications)
    demandes = {une.pk: _a_demander(une.evenement)[0] for une in notifications}
    permises = _permises((une.personne, d) for une in notifications if (d := demandes[une.pk]))
    return {une.pk for une in notifications if (une.personne_id, demandes[une.pk]) in permises}


def permises_a(personne: User, demandes: Iterable[Demande]) -> set[Demande]:
    """Those that this person may read."""
    return {demande for _pk, demande in _permises((personne, une) for une in demandes)}


def _permises(demandes: Iterable[tuple[User, Demande]]) -> set[tuple[int, Demande]]:
    """Who may read what: one call for each rule and type, whatever the number of either."""
    gens: dict[tuple, dict[int, User]] = defaultdict(dict)
    choses: dict[tuple, dict[int, Model]] = defaultdict(dict)
    for personne, (regle, objet) in demandes:
        gens[regle, type(objet)][personne.pk] = personne
        choses[regle, type(objet)][objet.pk] = objet
    return {
        (personne, (cle[0], ici[objet]))
        for cle, ici in choses.items()
        for personne, objet in cle[0](list(gens[cle].values()), list(ici.values()))
    }


@dataclass(frozen=True)
class Muette:
    """An object that one has silenced. `titre`: empty for what one may not read any more."""

    cle: str
    titre: str
    adresse: str


def lire_sourdines(sourdines: Iterable[Sourdine], personne: User) -> list[Muette]:
    sourdines = list(sourdines)
    par_type: dict[int, set[int]] = defaultdict(set)
    for une in sourdines:
        par_type[une.type_d_objet_id].add(une.objet_pk)
    choses = {
        (type_pk, cle): trouvee
        for type_pk, cles in par_type.items()
        for cle, objet in objets(type_pk, cles).items()
        if (trouvee := chose(objet))
    }
    permises = permises_a(
        personne, [(une.cible.peuvent_lire, une.objet) for une in choses.values()]
    )
    return [
        _muette(une, choses.get((une.type_d_objet_id, une.objet_pk)), permises) for une in sourdines
    ]


def _muette(sourdine: Sourdine, trouvee: Chose | None, permises: set[Demande]) -> Muette:
    modele = ContentType.objects.get_for_id(sourdine.type_d_objet_id)
    cle = f"{modele.app_label}.{modele.model}:{sourdine.objet_pk}"
    if trouvee is None or (trouvee.cible.peuvent_lire, trouvee.objet) not in permises:
        return Muette(cle, "", "")
    return Muette(cle, trouvee.titre, trouvee.adresse)
