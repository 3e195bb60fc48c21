"""What a body lacks to be published: the checks of its blocks (its links: home/qualite)."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

TERMINEES = (".", "!", "?")


def manques_du_corps(body) -> list[str]:
    """One French sentence for each thing, with the place of the block: « Bloc 3 (Vidéo) : … »."""
    return [
        f"{lieu_du_bloc(rang, bloc)}\u00a0: {phrase}"
        for rang, bloc in enumerate(body or (), start=1)
        for phrase in _manques_du_bloc(bloc)
    ]


def lieu_du_bloc(rang: int, bloc) -> str:
    return _("Bloc %(rang)s (%(nom)s)") % {"rang": rang, "nom": bloc.block.label}


def _manques_du_bloc(bloc) -> list[str]:
    try:
        bloc.block.clean(bloc.value)
    except ValidationError as erreur:
        return list(dict.fromkeys(_phrases(erreur, bloc.block)))
    return []


def _phrases(erreur: ValidationError, bloc, nom: str = "") -> Iterator[str]:
    """Walks Wagtail's nested errors; `nom` is the label of the field they are about."""
    enfants = getattr(erreur, "block_errors", None) or {}
    if isinstance(enfants, list):
        enfants = {rang: enfant for rang, enfant in enumerate(enfants) if enfant}
    for cle, enfant in enfants.items():
        if hasattr(bloc, "child_block"):
            yield from _phrases(enfant, bloc.child_block, nom)
        else:
            fils = bloc.child_blocks[cle]
            yield from _phrases(enfant, fils, str(fils.label))
    autres = getattr(erreur, "non_block_errors", None)
    if autres is not None:
        for message in autres:
            yield _phrase(ValidationError(message) if isinstance(message, str) else message, nom)
    elif hasattr(erreur, "error_list"):
        for simple in erreur.error_list:
            yield _phrase(simple, nom)


def _phrase(erreur: ValidationError, nom: str) -> str:
    if erreur.code == "required" and nom:
        return _("remplissez « %(nom)s ».") % {"nom": nom}
    phrase = " ".join(erreur.messages)
    return phrase if phrase.endswith(TERMINEES) else f"{phrase}."
