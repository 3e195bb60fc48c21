"""« Mes données », to be read and to be taken away: the same rows, as each room declares them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils import timezone

from communautes.comptes.donnees import registre
from communautes.comptes.donnees.registre import Detention

VERSION = 1
MONTREES = 20  # of each section, on the page; the file has them all
LONG = 200  # signs: beyond, a text is folded


@dataclass(frozen=True)
class Ligne:
    """(label, value) of each field that says something; the long texts apart."""

    courts: list[tuple]
    longs: list[tuple]


@dataclass(frozen=True)
class Section:
    detention: Detention
    lignes: list[Ligne]
    suite: bool  # there are more

    @property
    def devenir(self):
        return self.detention.devenir


def sections(personne) -> Iterator[Section]:
    """In as many queries however much is held."""
    for detention in registre.montrees():
        lues = list(islice(detention.lire(personne), MONTREES + 1))
        lignes = [_ligne(detention, lue) for lue in lues[:MONTREES]]
        yield Section(detention, lignes, len(lues) > MONTREES)


def _ligne(detention: Detention, lue: dict) -> Ligne:
    dits = [(detention.champs[cle], valeur) for cle, valeur in lue.items() if _est_dite(valeur)]
    longs = [(libelle, valeur) for libelle, valeur in dits if len(str(valeur)) > LONG]
    return Ligne([dit for dit in dits if dit not in longs], longs)


def _est_dite(valeur) -> bool:
    return valeur not in (None, "", [], {})


def fichier(personne, *, schema: str) -> dict:
    """`schema`: the address of what describes it."""
    return {
        "$schema": schema,
        "version": VERSION,
        "produit_le": timezone.now(),
        "donnees": {une.code: list(une.lire(personne)) for une in registre.montrees()},
    }


def schema() -> dict:
    """JSON Schema of the file, made of what the rooms declare: it cannot be out of date."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Territoires en commun : mes données",
        "type": "object",
        "required": ["version", "produit_le", "donnees"],
        "properties": {
            "version": {"const": VERSION},
            "produit_le": {"type": "string", "format": "date-time"},
            "donnees": {
                "type": "object",
                "additionalProperties": False,
                "required": [une.code for une in registre.montrees()],
                "properties": {une.code: _de(une) for une in registre.montrees()},
            },
        },
    }


def _de(detention: Detention) -> dict:
    champs = {cle: {"title": str(libelle)} for cle, libelle in detention.champs.items()}
    return {
        "title": str(detention.titre),
        "description": str(detention.devenir),
        "type": "array",
        "items": {
            "type": "object",
            "properties": champs,
            "required": list(champs),
            "additionalProperties": False,
        },
    }
