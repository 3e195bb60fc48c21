"""Reading a year's file: every line checked before anything is written."""

import csv
import hashlib
import json
import lzma
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from communautes.territoires import paquet, siren
from communautes.territoires.noms import (
    cherchables,
    en_toutes_lettres,
    normaliser,
    normaliser_epci,
    normaliser_unique,
)

SUPPLEMENT = paquet.DOSSIER / "supplement.csv"
_NORMALISER = {"commune": normaliser, "epci": normaliser_epci, "ept": normaliser_epci}
_AU_PLUS = 60_000_000  # octets, decompressed


class Illisible(Exception):
    """The file is not one of ours."""


@dataclass
class Ligne:
    """A collectivité as the file has it; `epci` and `exercee_par` are (type, code)."""

    type: str
    code: str
    nom: str
    siren: str | None = None
    nature_juridique: str = ""
    departement: str = ""
    departements: list[str] = field(default_factory=list)
    region: str = ""
    population: int | None = None
    codes_postaux: list[str] = field(default_factory=list)
    autres_noms: list[str] = field(default_factory=list)
    epci: tuple[str, str] | None = None
    exercee_par: tuple[str, str] | None = None
    source: str = ""
    # Codes of communes that this one took in, at any time.
    codes_absorbes: list[str] = field(default_factory=list)

    @property
    def cle(self) -> tuple[str, str]:
        return self.type, self.code

    def champs(self) -> dict:
        """Columns of the table, but for those that are keys of other rows."""
        normaliser = _NORMALISER.get(self.type, normaliser_unique)
        return {
            "type": self.type,
            "code": self.code,
            "siren": self.siren,
            "nom": self.nom,
            "nom_normalise": normaliser(self.nom),
            "autres_noms": self.autres_noms,
            "recherche": cherchables(self.nom, *self.autres_noms, *self._numeros()),
            "nature_juridique": self.nature_juridique,
            "departement": self.departement,
            "departements": self.departements,
            "region": self.region,
            "codes_postaux": self.codes_postaux,
            "population": self.population,
            "source": self.source,
        }

    def _numeros(self) -> list[str]:
        numeros = [self.code, *self.codes_postaux, *self.departements, *filter(None, [self.siren])]
        # « 20 » until 1976, and still in postcodes; « 20A » is what people write.
        corses = [f"20{d[1]}" for d in self.departements if d in ("2A", "2B")]
        return [*numeros, *corses]


@dataclass
class Referentiel:
    millesime: int
    version: str
    empreinte: str
    lignes: dict[tuple[str, str], Ligne] = field(default_factory=dict)
    erreurs: list[str] = field(default_factory=list)

    def compter(self) -> dict[str, int]:
        return dict(Counter(type_ for type_, _code in self.lignes))


def decompresser(fichier: Path) -> dict:
    lecteur = lzma.LZMADecompressor()
    try:
        texte = lecteur.decompress(fichier.read_bytes(), max_length=_AU_PLUS)
        if not lecteur.eof:
            raise Illisible(f"{fichier.name} est coupé, ou trop gros.")
        reduit = json.loads(texte)
    except (lzma.LZMAError, ValueError) as erreur:
        raise Illisible(f"{fichier.name} ne se lit pas : {erreur}") from erreur
    if not isinstance(reduit, dict) or not {"millesime", *paquet.TABLES} <= reduit.keys():
        raise Illisible(f"{fichier.name} n’est pas un référentiel.")
    return reduit


def lire(fichier: Path = paquet.FICHIER, supplement: Path = SUPPLEMENT) -> Referentiel:
    """The whole file and its supplement; `erreurs` says all that is wrong with them."""
    return composer(
        decompresser(fichier), lire_le_supplement(supplement), empreinte_de(fichier, supplement)
    )


def empreinte_de(fichier: Path, supplement: Path = SUPPLEMENT) -> str:
    """What tells that this very file and its supplement are applied already."""
    if not fichier.is_file():
        raise Illisible(f"{fichier} n’existe pas.")
    return hashlib.sha256(fichier.read_bytes() + supplement.read_bytes()).hexdigest()


def composer(reduit: dict, supplement: list[dict], empreinte: str = "") -> Referentiel:
    lu = Referentiel(reduit["millesime"], reduit.get("version", ""), empreinte)
    source = f"{reduit.get('paquet', '')} {lu.version}"
    lignes = [*_communes(reduit), *_groupements(reduit), *_territoires(reduit)]
    for ligne in lignes:
        ligne.source = source
        _ajouter(lu, ligne)
    for rang, ajout in enumerate(supplement, 2):
        _completer(lu, ajout, f"supplément, ligne {rang}")
    _verifier(lu)
    return lu


def _communes(reduit: dict) -> list[Ligne]:
    return [
        Ligne(
            "commune",
            code,
            en_toutes_lettres(nom),
            siren=sien,
            departement=departement,
            departements=[departement],
            region=region,
            population=population,
            codes_postaux=postaux,
            autres_noms=[
                autre for c, n in deleguees if (autre := en_toutes_lettres(n)) != nom or c != code
            ],
            epci=("epci", epci) if epci else None,
            codes_absorbes=sorted({*anciens, *(c for c, _nom in deleguees)} - {code}),
        )
        for (
            code,
            nom,
            sien,
            departement,
            region,
            epci,
            population,
            postaux,
            anciens,
            deleguees,
        ) in reduit["communes"]
    ]


def _groupements(reduit: dict) -> list[Ligne]:
    """Where most of its inhabitants live is its département; it may lie in several."""
    communes = {c[0]: c for c in reduit["communes"]}
    lignes = []
    for type_ in ("epci", "ept"):
        for code, nom, nature, population, membres in reduit[type_]:
            habitants: Counter = Counter()
            for membre in membres:
                if membre in communes:
                    habitants[communes[membre][3]] += communes[membre][6] or 0
            ordre = [departement for departement, _nombre in habitants.most_common()]
            region = next((communes[m][4] for m in membres if m in communes), "")
            ligne = Ligne(type_, code, en_toutes_lettres(nom), siren=code, nature_juridique=nature)
            ligne.departement, ligne.departements = ordre[0] if ordre else "", ordre
            ligne.region, ligne.population = region, population
            lignes.append(ligne)
    return lignes


def _territoires(reduit: dict) -> list[Ligne]:
    """Their inhabitants are those of their communes."""
    habitants: Counter = Counter()
    for commune in reduit["communes"]:
        for cle in (("departement", commune[3]), ("region", commune[4])):
            habitants[cle] += commune[6] or 0
    lignes = [
        Ligne("departement", code, en_toutes_lettres(nom), departement=code, departements=[code])
        for code, nom, _region in reduit["departements"]
    ]
    regions = {code: region for code, _nom, region in reduit["departements"]}
    for ligne in lignes:
        ligne.region = regions[ligne.code]
    for code, nom in reduit["regions"]:
        siens = [departement for departement, region in regions.items() if region == code]
        lignes.append(
            Ligne("region", code, en_toutes_lettres(nom), departements=siens, region=code)
        )
    for ligne in lignes:
        ligne.population = habitants[ligne.cle] or None
    return lignes


def lire_le_supplement(fichier: Path) -> list[dict]:
    with fichier.open(encoding="utf-8", newline="") as contenu:
        return list(csv.DictReader(contenu, delimiter=";"))


def _completer(lu: Referentiel, ajout: dict, ou: str) -> None:
    """A line of the supplement: it completes a row that is there, or makes a particular one."""
    cle = ajout["type"], ajout["code"]
    if not (ajout["source"] or "").strip():
        lu.erreurs.append(f"{ou} : {'-'.join(cle)} ne nomme pas sa source.")
        return
    ligne = lu.lignes.get(cle)
    if ligne is None and ajout["type"] == "particuliere":
        siens = ajout["departements"].split()
        dessous = [lu.lignes[c] for d in siens if (c := ("departement", d)) in lu.lignes]
        ligne = Ligne(*cle, ajout["nom"], departements=siens, region=ajout["region"])
        ligne.population = sum(d.population or 0 for d in dessous) or None
        lu.lignes[cle] = ligne
    if ligne is None:
        lu.erreurs.append(f"{ou} : {'-'.join(cle)} n’est pas dans le référentiel.")
        return
    ligne.siren = ajout["siren"] or ligne.siren
    ligne.nom = ajout["nom"] or ligne.nom
    ligne.source = ajout["source"]
    if ajout["exercee_par"]:
        type_, _tiret, code = ajout["exercee_par"].partition("-")
        ligne.exercee_par = (type_, code)


def _ajouter(lu: Referentiel, ligne: Ligne) -> None:
    if ligne.cle in lu.lignes:
        lu.erreurs.append(f"{'-'.join(ligne.cle)} est deux fois dans le fichier.")
    lu.lignes[ligne.cle] = ligne


def _verifier(lu: Referentiel) -> None:
    siens: dict[str, str] = {}
    for ligne in lu.lignes.values():
        ici = f"{'-'.join(ligne.cle)} ({ligne.nom})"
        if not ligne.nom:
            lu.erreurs.append(f"{ici} n’a pas de nom.")
        if ligne.siren is not None:
            if not siren.est_valide(ligne.siren):
                lu.erreurs.append(f"{ici} : le SIREN {ligne.siren} a une clé fausse.")
            if ligne.siren in siens:
                lu.erreurs.append(f"{ici} a le SIREN de {siens[ligne.siren]}.")
            siens[ligne.siren] = ici
        for cle in (ligne.epci, ligne.exercee_par):
            if cle and cle not in lu.lignes:
                lu.erreurs.append(f"{ici} renvoie à {'-'.join(cle)}, qui n’existe pas.")
