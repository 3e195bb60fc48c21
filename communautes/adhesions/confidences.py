"""What members said among themselves is not opened to others by a change of the community.

Each room dates what its members say, and says whether something is left of what was said there
since a moment, `parle(communaute_pk, depuis)`. `declarer(parle)`: what who reads the community
reads. `declarer(parle, entre_membres=True)`: what its members alone read, even of a public one.
"""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from communautes.adhesions.referentiels import Visibilite

Parle = Callable[[int, datetime], bool]
_paroles: list[Parle] = []
_entre_membres: list[Parle] = []


def declarer(parle: Parle, *, entre_membres: bool = False) -> None:
    (_entre_membres if entre_membres else _paroles).append(parle)


def pourquoi_pas_ouvrir(page) -> dict[str, str]:
    """Field → sentence, of a community about to be published as `page` says, against what it was
    when it was last published. Empty where nothing opens, or nobody has said anything since it is
    closed: what was said while it was open was said to all.
    """
    avant = type(page).objects.filter(pk=page.pk).select_related("vie").first() if page.pk else None
    vie = getattr(avant, "vie", None)
    if vie is None:  # never published: nobody was there
        return {}
    reservee, fermee = _fermetures(avant, vie)
    if reservee and page.visibilite == Visibilite.PUBLIQUE and _dit(_paroles, page, reservee):
        return {
            "visibilite": _(
                "Des membres y ont écrit pour eux seuls (questions, réponses, lettres, "
                "synthèse)\u00a0: leurs mots ne deviennent pas publics. Créez plutôt une autre "
                "communauté, publique."
            )
        }
    if not fermee or not page.entre_qui_veut:
        return {}
    # Who entered at will read it; so did everybody, while it was public.
    lu_d_eux = reservee and _dit(_paroles, page, max(reservee, fermee))
    if lu_d_eux or _dit(_entre_membres, page, fermee):
        return {
            "acces": _(
                "Des membres y ont écrit pour eux seuls, ou s’y réunissent entre eux\u00a0: "
                "n’importe qui ne peut pas y entrer. Gardez l’entrée sur demande, ou sur "
                "invitation."
            )
        }
    return {}


@contextmanager
def rien_ne_s_y_dit(page):
    """Who writes waits, and then reads what was published: each act locks the life first."""
    vies = page._meta.get_field("vie").related_model.objects
    with transaction.atomic():
        vies.select_for_update().filter(communaute=page.pk).first()
        yield


def _fermetures(avant, vie) -> tuple[datetime | None, datetime | None]:
    """Since when not everybody reads it, nor enters at will: its life knows, as a draft of a page
    that was withdrawn is written in its row. One that was changed otherwise, since it is open.
    """
    reservee = avant.live and avant.visibilite != Visibilite.PUBLIQUE
    fermee = avant.live and not avant.entre_qui_veut
    return (
        vie.reservee_depuis or (vie.ouverte_le if reservee else None),
        vie.entree_fermee_depuis or (vie.ouverte_le if fermee else None),
    )


def _dit(paroles: list[Parle], page, depuis: datetime) -> bool:
    return any(parle(page.pk, depuis) for parle in paroles)
