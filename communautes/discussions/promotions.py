"""What an accepted answer becomes in a room that comes later: each declares its own at start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from communautes.adhesions.models import CommunautePage
from communautes.discussions.models import Discussion


@dataclass(frozen=True)
class Devenue:
    """What everybody reads of it. `etat`: what the answer has become, in a few words."""

    etat: str
    phrase: str
    adresse: str


@dataclass(frozen=True)
class Promotion:
    """`creer(discussion, par)`: in the transaction of the act, the discussion locked; refuses by
    DiscussionRefusee. `se_propose(discussion)`: it may still be asked. `montrer(discussion)`: once
    everybody may read it. `ou_en_est(discussion)`: a sentence for ANCT, or nothing.
    `apprises(communaute)`: the latest that came out of its answers, and that everybody reads.
    `fait`: what is said to who has pressed.
    """

    code: str
    bouton: Any
    fait: Any
    creer: Callable[[Discussion, Any], Any]
    se_propose: Callable[[Discussion], bool]
    montrer: Callable[[Discussion], Devenue | None]
    ou_en_est: Callable[[Discussion], str]
    apprises: Callable[[CommunautePage], list[Devenue]]


_declarees: dict[str, Promotion] = {}


def declarer(promotion: Promotion) -> None:
    _declarees[promotion.code] = promotion


def toutes() -> list[Promotion]:
    return list(_declarees.values())


def proposables(discussion: Discussion) -> list[Promotion]:
    return [une for une in toutes() if une.se_propose(discussion)]


def trouver(code: str) -> Promotion | None:
    return _declarees.get(code)


def devenues(discussion: Discussion) -> list[Devenue]:
    """Asked of what was promoted, and is no resource."""
    if discussion.promue_le is None or discussion.promue_en_id is not None:
        return []
    return [vue for une in toutes() if (vue := une.montrer(discussion)) is not None]


def ou_elle_en_est(discussion: Discussion) -> list[str]:
    """For ANCT, of a resolved question."""
    if not discussion.est_resolue:
        return []
    return [dite for une in toutes() if (dite := une.ou_en_est(discussion))]


def apprises(communaute: CommunautePage) -> list[Devenue]:
    return [vue for une in toutes() for vue in une.apprises(communaute)]
