"""What an engine answers. Another one (OpenSearch, Elasticsearch) is a class with these methods."""

from typing import Protocol

from search.facade import Requete, Resultats, Suggestion


class Moteur(Protocol):
    def chercher(self, requete: Requete) -> Resultats: ...

    def suggerer(
        self, texte: str, *, locale: str, acces: tuple[str, ...], nombre: int
    ) -> list[Suggestion]: ...
