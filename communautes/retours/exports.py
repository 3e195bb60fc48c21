"""The open data of this room: what everybody reads, as rows (colonnes.py), and their schema."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import override

from communautes.retours.colonnes import CHAMPS, Champ
from communautes.retours.models import EtiquetteRetour, RetourExperience
from home.exports import neutraliser
from home.langues.lecture import SOURCE
from home.medias.licences import TEXTES as TEXTES_DES_LICENCES
from home.medias.licences import Licence

SEPARATEUR = "|"  # of a list in a cell: the schema says it
LOT = 200
FERMEES = (Licence.RESERVES, Licence.AUTRE)  # read on the site, not given away


def publies():
    """What everybody reads at its address, archives included, under an open licence."""
    return RetourExperience.objects.lisibles().exclude(licence__in=FERMEES)


def lignes(racine: str) -> Iterator[dict]:
    """`racine`: scheme and host. Read by lots: the memory it takes does not grow."""
    etiquetages = Prefetch("etiquetages", queryset=EtiquetteRetour.objects.select_related("tag"))
    lus = publies().pour_page().prefetch_related(etiquetages).order_by("pk")
    for retour in lus.iterator(chunk_size=LOT):
        with override(SOURCE):  # a generator is resumed whatever the language by then
            ligne = {champ.nom: champ.lire(retour, racine) for champ in CHAMPS}
        yield ligne


class _Echo:
    """A file that gives back what is written in it, for csv.writer."""

    def write(self, texte: str) -> str:
        return texte


def en_csv(racine: str) -> Iterator[str]:
    """With the mark that makes a spreadsheet read it as UTF-8; no cell begins a formula."""
    plume = csv.writer(_Echo())
    yield "\ufeff" + plume.writerow([champ.nom for champ in CHAMPS])
    for ligne in lignes(racine):
        yield plume.writerow([neutraliser(_cellule(valeur)) for valeur in ligne.values()])


def _cellule(valeur):
    if isinstance(valeur, list):
        return SEPARATEUR.join("" if une is None else str(une) for une in valeur)
    if valeur is None:
        return ""
    return valeur.isoformat() if hasattr(valeur, "isoformat") else valeur


def en_json(racine: str, tete: dict) -> Iterator[str]:
    """{…tete, "retours": […], "nombre": n}: counted as it goes."""
    debut = json.dumps(tete, ensure_ascii=False)
    yield f'{debut[:-1]}, "retours": [\n'
    nombre = 0
    for ligne in lignes(racine):
        texte = json.dumps(ligne, ensure_ascii=False, cls=DjangoJSONEncoder)
        yield f"{',' if nombre else ''}{texte}\n"
        nombre += 1
    yield f'], "nombre": {nombre}}}\n'


def schema(racine: str, adresse_csv: str) -> dict:
    """Table Schema (Frictionless), that schema.data.gouv.fr reads."""
    return {
        "$schema": "https://frictionlessdata.io/schemas/table-schema.json",
        "name": "retours-d-experience",
        "title": _("Retours d’expérience de Territoires en commun"),
        "description": _(
            "Ce que des collectivités ont fait, à quel coût, ce qui a marché ou non. Dans le "
            "fichier CSV, les valeurs d’une liste sont séparées par «\u00a0|\u00a0»."
        ),
        "path": f"{racine}{adresse_csv}",
        "licenses": [
            {
                "name": "etalab-2.0",
                "title": str(Licence.OUVERTE.label),
                "path": TEXTES_DES_LICENCES[Licence.OUVERTE],
            }
        ],
        "primaryKey": "reference",
        "missingValues": [""],
        "fields": [_decrire(champ) for champ in CHAMPS],
    }


def _decrire(champ: Champ) -> dict:
    contraintes: dict[str, Any] = {"required": True} if champ.requis else {}
    decrit = {"name": champ.nom, "type": champ.type, "description": str(champ.description)}
    if champ.valeurs is not None:
        libelles = {str(code): str(mots) for code, mots in champ.valeurs.choices}
        decrit["values"] = libelles
        if champ.type == "string":
            contraintes["enum"] = list(libelles)
    return decrit | ({"constraints": contraintes} if contraintes else {})
