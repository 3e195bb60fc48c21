"""What the journal may say: each room declares its acts (AppConfig.ready), and their fields.

A field that an act does not name, or a value that could be somebody's words, is refused: what is
written here is never erased.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from home.mots import en_mots

_CODE = re.compile(r"[A-Za-z0-9_.:-]{0,40}")


class ActeInconnu(Exception):
    """No room declares this act."""


class ValeurInterdite(Exception):
    """A field that the act does not name, or a value that is neither an id, a date nor a code."""


@dataclass(frozen=True)
class Acte:
    """`libelle`: what a reader of the journal sees; `champs`: field → its label; `mots`: code →
    how it is said.
    """

    code: str
    libelle: Any
    champs: dict[str, Any]
    mots: dict[str, Any] = field(default_factory=dict)


_actes: dict[str, Acte] = {}


def declarer(*actes: Acte) -> None:
    _actes.update({acte.code: acte for acte in actes})


def acte(code: str) -> Acte:
    if code not in _actes:
        raise ActeInconnu(code)
    return _actes[code]


def choix() -> list[tuple[str, Any]]:
    """For a filter: those of every room, in alphabetical order of what is read."""
    return sorted(
        ((un.code, un.libelle) for un in _actes.values()), key=lambda couple: str(couple[1])
    )


def libelle(code: str) -> str:
    """Also of an act that no room declares any more: its code, rather than nothing."""
    return str(_actes[code].libelle) if code in _actes else code


def libelle_du_champ(code: str, nom: str) -> str:
    return str(_actes[code].champs.get(nom, nom)) if code in _actes else nom


def dire(code: str, valeur) -> str:
    """A value, as it is read."""
    return str(en_mots(valeur, _actes[code].mots if code in _actes else {}))


def permises(code: str, valeurs: dict | None) -> dict:
    """The values as they are kept; refused whole when one is not for the journal."""
    champs = acte(code).champs
    return {nom: _permise(code, champs, nom, valeur) for nom, valeur in (valeurs or {}).items()}


def _permise(code: str, champs, nom: str, valeur):
    if nom not in champs:
        raise ValeurInterdite(f"{code}: {nom}")
    valeurs = valeur if isinstance(valeur, list) else [valeur]
    if not all(_est_neutre(une) for une in valeurs):
        raise ValeurInterdite(f"{code}: {nom}")
    gardees = [une.isoformat() if isinstance(une, date) else une for une in valeurs]
    return gardees if isinstance(valeur, list) else gardees[0]


def _est_neutre(valeur) -> bool:
    """A number, a yes or no, a date, or a code in one word: no sentence, no address, no name."""
    if isinstance(valeur, str):
        return bool(_CODE.fullmatch(valeur))
    return valeur is None or isinstance(valeur, bool | int | date)
