"""What the portal holds of a person: each room declares its part (AppConfig.ready).

Read twice: to show and export it, and to erase it when the account is anonymised.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from communautes.comptes.donnees.traces import Traces


def _rien_a_lire(personne) -> Iterable[dict]:
    return ()


def _rien_a_effacer(personne, traces: Traces) -> None:
    """What says nothing of anyone stays as it is."""


@dataclass(frozen=True)
class Detention:
    """`champs`: key in the file → label on the page; `lire` gives one dict of these keys a row.
    `devenir`: what a person reads of its future before they delete their account; empty when it
    goes. `effacer` runs once, in the transaction, the person's row locked, before the account.
    """

    code: str
    titre: Any
    champs: dict[str, Any] = field(default_factory=dict)
    lire: Callable[[Any], Iterable[dict]] = _rien_a_lire
    effacer: Callable[[Any, Traces], None] = _rien_a_effacer
    devenir: Any = ""
    rang: int = 50  # on the page, in the file: the smallest first

    @property
    def est_montree(self) -> bool:
        return bool(self.champs)


_detentions: dict[str, Detention] = {}
_verrous: list[Callable[[Any], Iterable]] = []
_obstacles: list[Callable[[Any], str]] = []
_annonces: list[Callable[[Any], Iterable[str]]] = []
_partis: list[Callable[[list[str]], dict]] = []


def declarer(*detentions: Detention) -> None:
    _detentions.update({detention.code: detention for detention in detentions})


def verrouiller_avant(verrou: Callable[[Any], Iterable]) -> None:
    """`verrou(personne)` locks what this room locks before a person, and says what it locked."""
    _verrous.append(verrou)


def refuser_si(obstacle: Callable[[Any], str]) -> None:
    """`obstacle(personne)`: why this account cannot go yet, and what to do; empty if it can."""
    _obstacles.append(obstacle)


def annoncer(annonce: Callable[[Any], Iterable[str]]) -> None:
    """`annonce(personne)`: what deleting will cause for others, a sentence each."""
    _annonces.append(annonce)


def dire_ce_qui_est_parti(lecture: Callable[[list[str]], dict]) -> None:
    """`lecture`, of the room that sends mails: Message-ID → when it left, of those that have."""
    _partis.append(lecture)


def partis(identifiants: list[str]) -> dict:
    return {cle: le for lecture in _partis for cle, le in lecture(identifiants).items()}


def detentions() -> list[Detention]:
    return list(_detentions.values())


def montrees() -> list[Detention]:
    lues = [detention for detention in _detentions.values() if detention.est_montree]
    return sorted(lues, key=lambda detention: detention.rang)


def verrouiller(personne) -> list:
    return [cle for verrou in _verrous for cle in verrou(personne)]


def obstacles(personne) -> list[str]:
    return [dit for obstacle in _obstacles if (dit := obstacle(personne))]


def annonces(personne) -> list[str]:
    return [phrase for annonce in _annonces for phrase in annonce(personne)]
