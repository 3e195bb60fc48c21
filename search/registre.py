from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Nature:
    code: str
    libelle: str
    libelle_pluriel: str
    ordre: int
    documents: Callable


_n = {}


def enregistrer(n):
    _n[n.code] = n


def natures():
    return sorted(_n.values(), key=lambda n: n.ordre)
