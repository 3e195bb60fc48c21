"""What a body lacks to be published: the checks of its blocks, and links that lead nowhere."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

TERMINEES = (".", "!", "?")


def manques_du_corps(body) -> list[str]:
    """One French sentence for each thing, with the place of the block: « Bloc 3 (Vidéo) : … »."""
    manques = []
    rompus = _liens_rompus(body or ())
    for rang, bloc in enumerate(body or (), start=1):
        lieu = _("Bloc %(rang)s (%(nom)s)") % {"rang": rang, "nom": bloc.block.label}
        phrases = _manques_du_bloc(bloc)
        if bloc.id in rompus:
            phrases.append(_("un lien mène à une page supprimée, retirez-le ou remplacez-le."))
        manques += [f"{lieu}\u00a0: {phrase}" for phrase in phrases]
    return manques


def _liens_rompus(body) -> set[str]:
    """Ids of the blocks whose text links to a page that no longer exists."""
    cibles = {
        bloc.id: {
            int(pk)
            for modele, pk, *_chemins in bloc.block.extract_references(bloc.value)
            if modele is Page and str(pk).isdigit()
        }
        for bloc in body
    }
    vivantes = set(
        Page.objects.filter(pk__in=set().union(*cibles.values())).values_list("pk", flat=True)
    )
    return {bloc_id for bloc_id, pks in cibles.items() if pks - vivantes}


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
