"""What a sign-in door knows of where a person works: it registers, joining asks (ready())."""

from collections.abc import Callable

from django.contrib.auth.signals import user_logged_in

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


def _concorder(sender, user, **kwargs) -> None:
    """At each sign-in: what the door knows by now proves what had only been declared."""
    from communautes.comptes.affiliations.services import concorder

    siret, is_external = siret_de(user)
    if siret:
        concorder(user, siret=siret, is_external=is_external)


def brancher() -> None:
    user_logged_in.connect(_concorder, dispatch_uid="affiliations_concorder")
