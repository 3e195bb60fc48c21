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
    """Field → sentence, of a community about to be published as `page` says, against what it was
    when it was last published: its life says so, as a draft of a page that was withdrawn is written
    in its row. Empty where nothing opens, or nobody has said anything. What was said while it was
    public was said to all.
    """
    avant = type(page).objects.filter(pk=page.pk).first() if page.pk else None
    vie = getattr(avant, "vie", None)
    if vie is None:  # never published: nobody was there
        return {}
    reservee = avant.visibilite != Visibilite.PUBLIQUE or vie.reservee_depuis is not None
    devient_publique = reservee and page.visibilite == Visibilite.PUBLIQUE
    ferme = not avant.entre_qui_veut or vie.entree_fermee_depuis is not None
    ouvre_l_entree = ferme and page.entre_qui_veut
    if not (devient_publique or ouvre_l_entree):
        return {}
    dit = reservee and any(parle(page.pk, vie.reservee_depuis) for parle in _paroles)
    if devient_publique and dit:
        return {
            "visibilite": _(
                "Des membres y ont écrit pour eux seuls\u00a0: leurs mots ne deviennent pas "
                "publics. Créez plutôt une autre communauté, publique."
            )
        }
    if ouvre_l_entree and (dit or _dit_entre_membres(page, vie.entree_fermee_depuis)):
        return {
            "acces": _(
                "Des membres y ont écrit pour eux seuls\u00a0: n’importe qui ne peut pas y entrer. "
                "Gardez l’entrée sur demande, ou sur invitation."
            )
        }
    return {}


def _dit_entre_membres(page, depuis: datetime | None) -> bool:
    return any(parle(page.pk, depuis) for parle in _entre_membres)
