"""From the npm package of the State's administrative divisions to the small file kept here."""

import json
import lzma
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

PAQUET = "@etalab/decoupage-administratif"
VERSION = "6.0.0"
LICENCE = "Licence Ouverte 2.0 (Etalab)"
SOURCES = "Insee (code officiel géographique, populations), DGCL (EPCI), La Poste (codes postaux)"
DOSSIER = Path(__file__).parent / "donnees"
FICHIER = DOSSIER / "referentiel.json.xz"
TABLES = ("communes", "epci", "ept", "departements", "regions")
_AU_PLUS = 30_000_000  # octets of one table, unpacked


def telecharger(version: str, dossier: Path) -> Path:
    """npm finds the package by its name, wherever this machine gets its packages."""
    commande = ["npm", "pack", "--silent", f"{PAQUET}@{version}"]
    subprocess.run(commande, cwd=dossier, check=True, capture_output=True, text=True)
    return next(dossier.glob("*.tgz"))


def lire(archive: Path) -> tuple[dict[str, list], str, str]:
    """The package's tables, its version and the day it was made."""
    with tarfile.open(archive) as contenu:
        description = contenu.getmember("package/package.json")
        version = json.load(contenu.extractfile(description))["version"]
        le = datetime.fromtimestamp(description.mtime, UTC).date().isoformat()
        tables = {}
        for table in TABLES:
            membre = contenu.getmember(f"package/data/{table}.json")
            if membre.size > _AU_PLUS:
                raise ValueError(f"{membre.name} : {membre.size} octets, c’est trop.")
            tables[table] = json.load(contenu.extractfile(membre))
    return tables, version, le


def reduire(tables: dict[str, list], *, version: str, le: str, millesime: int) -> dict:
    """Only what the portal shows or looks up, in lists: a fifteenth of the package."""
    actuelles = [c for c in tables["communes"] if c["type"] == "commune-actuelle"]
    deleguees = defaultdict(list)
    for commune in tables["communes"]:
        if "chefLieu" in commune:
            deleguees[commune["chefLieu"]].append([commune["code"], commune["nom"]])
    epci_de = {membre["code"]: e["code"] for e in tables["epci"] for membre in e["membres"]}
    return {
        "paquet": PAQUET,
        "version": version,
        "publie_le": le,
        "millesime": millesime,
        "licence": LICENCE,
        "sources": SOURCES,
        "communes": [
            [
                c["code"],
                c["nom"],
                c.get("siren"),
                c["departement"],
                c["region"],
                epci_de.get(c["code"]),
                c.get("population"),
                c.get("codesPostaux", []),
                c.get("anciensCodes", []),
                deleguees[c["code"]],
            ]
            for c in actuelles
        ],
        "epci": [_groupement(e) for e in tables["epci"]],
        "ept": [_groupement(e) for e in tables["ept"]],
        "departements": [
            [d["code"], d["nom"], d["region"]] for d in tables["departements"] if d["zone"] != "com"
        ],
        "regions": [[r["code"], r["nom"]] for r in tables["regions"] if r["zone"] != "com"],
    }


def _groupement(groupement: dict) -> list:
    membres = [membre["code"] for membre in groupement["membres"]]
    population = groupement["populationMunicipale"]
    return [groupement["code"], groupement["nom"], groupement["type"], population, membres]


def ecrire(reduit: dict, fichier: Path) -> None:
    """The same bytes for the same package."""
    texte = json.dumps(reduit, ensure_ascii=False, separators=(",", ":"))
    fichier.write_bytes(lzma.compress(texte.encode(), preset=9 | lzma.PRESET_EXTREME))


def rafraichir(version: str, millesime: int, fichier: Path) -> dict:
    with tempfile.TemporaryDirectory() as dossier:
        tables, lue, le = lire(telecharger(version, Path(dossier)))
    reduit = reduire(tables, version=lue, le=le, millesime=millesime)
    ecrire(reduit, fichier)
    return reduit
