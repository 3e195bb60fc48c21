"""What a sign-in door knows of where a person works: it registers, joining asks (ready())."""

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from django.contrib.auth.signals import user_logged_in


class Dit(NamedTuple):
    """`identite`: which of the person's identities said it, for the door that said it."""

    siret: str
    is_external: bool
    identite: str = ""


RIEN = Dit("", True)
Source = Callable[..., Dit]  # personne → what the last sign-in said; RIEN when it knows nothing
_sources: list[Source] = []


def enregistrer(source: Source) -> None:
    _sources.append(source)


def siret_de(personne) -> Dit:
    """The first that knows; who is external proves nothing, and who knows nothing neither."""
    dits = (source(personne) for source in _sources)
    return next((dit for dit in dits if dit.siret), RIEN)


def _concorder(sender, user, **kwargs) -> None:
    """At each sign-in: what the door knows by now proves what had only been declared, or no longer
    proves what it had.
    """
    from communautes.comptes.affiliations.services import (
        AffiliationRefusee,
        concorder,
        constater_departs,
    )

    dit = siret_de(user)
    if dit.siret:
        with suppress(AffiliationRefusee):  # closed meanwhile: nothing to say of it
            constater_departs(user, dit)
            concorder(user, dit)


def brancher() -> None:
    user_logged_in.connect(_concorder, dispatch_uid="affiliations_concorder")
