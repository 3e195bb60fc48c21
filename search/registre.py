"""Kinds of things that are searched. Each room registers its own in AppConfig.ready."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from search.documents import Document


@dataclass(frozen=True)
class Nature:
    """`documents()` yields every document of the kind, in every language, for a rebuild."""

    code: str
    libelle: str
    libelle_pluriel: str
    ordre: int
    documents: Callable[[], Iterable[Document]]


_natures: dict[str, Nature] = {}


def enregistrer(nature: Nature) -> None:
    _natures[nature.code] = nature


def natures() -> list[Nature]:
    return sorted(_natures.values(), key=lambda nature: nature.ordre)


def nature(code: str) -> Nature | None:
    return _natures.get(code)
