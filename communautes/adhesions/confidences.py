"""What members said among themselves is not opened to others by a change of the community.

Later rooms say whether something was said there since it is reserved, `parle(communaute_pk,
depuis)`; without `depuis`, ever. `declarer(parle)`: what who reads the community reads.
`declarer(parle, entre_membres=True)`: what its members alone read, even of a public one.
"""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from communautes.adhesions.referentiels import Visibilite

Parle = Callable[[int, datetime | None], bool]
_paroles: list[Parle] = []
_entre_membres: list[Parle] = []


def declarer(parle: Parle, *, entre_membres: bool = False) -> None:
    (_entre_membres if entre_membres else _paroles).append(parle)


def pourquoi_pas_ouvrir(page) -> dict[str, str]:
    """Field → sentence, of a community about to be published as `page` says, against what its row
    says now. Empty where nothing opens, or nobody has said anything. What was said while it was
    public was said to all.
    """
    avant = type(page).objects.filter(pk=page.pk).first() if page.pk else None
    if avant is None:
        return {}
    reservee = avant.visibilite != Visibilite.PUBLIQUE
    devient_publique = reservee and page.visibilite == Visibilite.PUBLIQUE
    ouvre_l_entree = page.entre_qui_veut and not avant.entre_qui_veut
    if not (devient_publique or ouvre_l_entree):
        return {}
    vie = getattr(avant, "vie", None)
    depuis = vie.reservee_depuis if vie else None
    dit = reservee and any(parle(page.pk, depuis) for parle in _paroles)
    if devient_publique and dit:
        return {
            "visibilite": _(
                "Des membres y ont écrit pour eux seuls\u00a0: leurs mots ne deviennent pas "
                "publics. Créez plutôt une autre communauté, publique."
            )
        }
    if ouvre_l_entree and (dit or any(parle(page.pk, None) for parle in _entre_membres)):
        return {
            "acces": _(
                "Des membres y ont écrit pour eux seuls\u00a0: n’importe qui ne peut pas y entrer. "
                "Gardez l’entrée sur demande, ou sur invitation."
            )
        }
    return {}
