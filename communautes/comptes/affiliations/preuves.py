"""What a sign-in door knows of where a person works: it registers, joining asks (ready())."""

from collections.abc import Callable

# personne → (SIRET, is_external) of the last sign-in; ("", True) when it knows nothing.
Source = Callable[..., tuple[str, bool]]
_sources: list[Source] = []
RIEN = ("", True)


def enregistrer(source: Source) -> None:
    _sources.append(source)


def siret_de(personne) -> tuple[str, bool]:
    """The first that knows; who is external proves nothing, and who knows nothing neither."""
    for source in _sources:
        siret, is_external = source(personne)
        if siret:
            return siret, is_external
    return RIEN
