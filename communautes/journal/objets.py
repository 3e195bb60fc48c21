"""What an act is about, named when it is read: a line keeps its kind and its number alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Nomme:
    """`qui`: a person, for who may know them; `quoi`: for any reader, nothing personal."""

    qui: str = ""
    quoi: str = ""


_nommeurs: dict[type[Model], Callable[[list[int]], dict[int, Nomme]]] = {}


def nommer_par(modele: type[Model], fonction: Callable[[list[int]], dict[int, Nomme]]) -> None:
    """`fonction`: from the keys of a page to their names, in as many queries for one as for all."""
    _nommeurs[modele] = fonction


def nommer(entrees: Iterable) -> list:
    """The same lines, each with its `sur`: a number still, when gone or named by no room."""
    lues = list(entrees)
    cles: dict[type[Model], set[int]] = defaultdict(set)
    for entree in lues:
        if entree.type_d_objet_id and (modele := entree.type_d_objet.model_class()) in _nommeurs:
            cles[modele].add(entree.objet_pk)
    noms = {modele: _nommeurs[modele](sorted(siennes)) for modele, siennes in cles.items()}
    for entree in lues:
        modele = entree.type_d_objet.model_class() if entree.type_d_objet_id else None
        sien = noms.get(modele, {}).get(entree.objet_pk)
        entree.sur = sien or Nomme(quoi=entree.objet_en_mots)
    return lues
