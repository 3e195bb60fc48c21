"""What members said among themselves is not opened to others by a change of the community.

Later rooms say whether something was said there: `declarer(lambda communaute_pk: bool)`.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from communautes.adhesions.referentiels import Visibilite

_paroles: list[Callable[[int], bool]] = []


def declarer(parle: Callable[[int], bool]) -> None:
    _paroles.append(parle)


def pourquoi_pas_ouvrir(page) -> dict[str, str]:
    """Field → sentence, of a community about to be published as `page` says, against what its row
    says now. Empty where nothing opens, or nobody has said anything.
    """
    avant = type(page).objects.filter(pk=page.pk).first() if page.pk else None
    if avant is None or avant.visibilite == Visibilite.PUBLIQUE:
        return {}
    devient_publique = page.visibilite == Visibilite.PUBLIQUE
    ouvre_l_entree = page.entre_qui_veut and not avant.entre_qui_veut
    if not (devient_publique or ouvre_l_entree) or not any(p(page.pk) for p in _paroles):
        return {}
    if devient_publique:
        return {
            "visibilite": _(
                "Des membres y ont écrit pour eux seuls\u00a0: leurs mots ne deviennent pas "
                "publics. Créez plutôt une autre communauté, publique."
            )
        }
    return {
        "acces": _(
            "Des membres y ont écrit pour eux seuls\u00a0: n’importe qui ne peut pas y entrer. "
            "Gardez l’entrée sur demande, ou sur invitation."
        )
    }
