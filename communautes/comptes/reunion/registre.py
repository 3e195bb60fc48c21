"""What becomes of each key to a person when two accounts are one: every room says (in ready).

A test walks the keys of the database: one about which nobody decided fails the suite.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models


class Devenir(StrEnum):
    """Of the rows that point at the account that is absorbed."""

    PASSE = "passe"
    RESTE = "reste"
    DISPARAIT = "disparait"


@dataclass(frozen=True)
class Decision:
    """`cle`: « app.Model.field ». `libelle`: plural, shown with its number; empty: not shown.
    `faire(absorbe, garde, par)`, when moving is more than writing the other key.
    """

    cle: str
    devenir: Devenir
    libelle: Any = ""
    faire: Callable[[Any, Any, Any], None] | None = None

    @property
    def modele(self) -> type[models.Model]:
        return apps.get_model(self.cle.rpartition(".")[0])

    @property
    def champ(self) -> str:
        return self.cle.rpartition(".")[2]

    def lignes(self, personne) -> models.QuerySet:
        return self.modele._base_manager.filter(**{self.champ: personne})

    def appliquer(self, absorbe, garde, *, par) -> None:
        if self.faire is not None:
            self.faire(absorbe, garde, par)
        elif self.devenir == Devenir.PASSE:
            self.lignes(absorbe).update(**{self.champ: garde})
        elif self.devenir == Devenir.DISPARAIT:
            self.lignes(absorbe).delete()


_decisions: dict[str, Decision] = {}


def declarer(*decisions: Decision) -> None:
    _decisions.update({decision.cle: decision for decision in decisions})


def decisions() -> list[Decision]:
    return list(_decisions.values())
