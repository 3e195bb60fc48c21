"""What a year's file would change: said whole before anything is written."""

from collections import defaultdict
from dataclasses import dataclass, field

from communautes.territoires.lecture import Ligne, Referentiel
from communautes.territoires.models import (
    Collectivite,
    Dissolution,
    Fusion,
    ImportDuReferentiel,
)

Cle = tuple[str, str]
CHAMPS = tuple(Ligne("", "", "").champs())
_LUS = ("pk", "statut", "millesime", "epci", "epci__code", "exercee_par__type", "exercee_par__code")


@dataclass
class Plan:
    referentiel: Referentiel
    a_creer: list[Ligne] = field(default_factory=list)
    a_modifier: list[Ligne] = field(default_factory=list)
    codes_changes: list[tuple[int, Ligne]] = field(default_factory=list)
    sirens_a_liberer: list[int] = field(default_factory=list)
    fusions: list[tuple[Cle, Cle]] = field(default_factory=list)
    retablies: list[Cle] = field(default_factory=list)
    avis: list[str] = field(default_factory=list)
    erreurs: list[str] = field(default_factory=list)

    def compter(self) -> dict[str, int]:
        return {
            "lignes": len(self.referentiel.lignes),
            "creees": len(self.a_creer),
            "modifiees": len(self.a_modifier),
            "codes_changes": len(self.codes_changes),
            "fusions": len(self.fusions),
            "retablies": len(self.retablies),
        }


def comparer(referentiel: Referentiel) -> Plan:
    plan = Plan(referentiel, erreurs=list(referentiel.erreurs))
    dernier = ImportDuReferentiel.objects.first()
    if dernier and dernier.millesime > referentiel.millesime:
        plan.erreurs.append(
            f"Le référentiel de {dernier.millesime} est déjà appliqué : celui de "
            f"{referentiel.millesime} est plus ancien."
        )
    existantes = {
        (ligne["type"], ligne["code"]): ligne
        for ligne in Collectivite.objects.values(*CHAMPS, *_LUS).iterator()
    }
    _changer_les_codes(plan, existantes)
    _absentes(plan, existantes)
    _presentes(plan, existantes)
    return plan


def _changer_les_codes(plan: Plan, existantes: dict[Cle, dict]) -> None:
    """The same SIREN under a new code: the same commune, whose seat has moved."""
    nouvelles = {
        ligne.siren: ligne
        for cle, ligne in plan.referentiel.lignes.items()
        if ligne.siren and ligne.type == "commune" and cle not in existantes
    }
    for cle, avant in list(existantes.items()):
        ligne = nouvelles.get(avant["siren"])
        if ligne and cle not in plan.referentiel.lignes and avant["type"] == "commune":
            plan.codes_changes.append((avant["pk"], ligne))
            existantes[ligne.cle] = existantes.pop(cle) | {"code": ligne.code}


def _absentes(plan: Plan, existantes: dict[Cle, dict]) -> None:
    """Active here, not in the file: taken in by another, or to be explained."""
    heritieres = defaultdict(set)
    for ligne in plan.referentiel.lignes.values():
        for code in ligne.codes_absorbes:
            heritieres[code].add(ligne.cle)
    for cle, avant in existantes.items():
        if cle in plan.referentiel.lignes or avant["statut"] != Collectivite.Statut.ACTIVE:
            continue
        ici = f"{'-'.join(cle)} ({avant['nom']})"
        trouvees = heritieres[avant["code"]] if avant["type"] == "commune" else set()
        if len(trouvees) == 1:
            plan.fusions.append((cle, next(iter(trouvees))))
        elif avant["type"] == "commune":
            plan.erreurs.append(
                f"{ici} a disparu du fichier, qui ne dit pas dans quelle commune : prononcez "
                "d’abord sa fusion."
            )
        else:
            plan.avis.append(f"{ici} n’est plus dans le fichier : prononcez sa fusion.")


def _presentes(plan: Plan, existantes: dict[Cle, dict]) -> None:
    de_l_anct = {
        *Fusion.objects.exclude(prononcee_par=None).values_list("absorbee_id", flat=True),
        *Dissolution.objects.values_list("collectivite_id", flat=True),
    }
    remplacees = {
        (avant["type"], avant["code"]) for avant in existantes.values() if avant["pk"] in de_l_anct
    }
    porteurs = {a["siren"]: cle for cle, a in existantes.items() if a["siren"]}
    for cle, ligne in plan.referentiel.lignes.items():
        avant = existantes.get(cle)
        if avant is None:
            plan.a_creer.append(ligne)
        elif cle in remplacees:
            plan.avis.append(
                f"{'-'.join(cle)} ({ligne.nom}) est encore dans le fichier : sa fin, prononcée par "
                "l’administration, est gardée."
            )
            continue
        elif avant["statut"] != Collectivite.Statut.ACTIVE:
            plan.retablies.append(cle)
            plan.a_modifier.append(ligne)
        elif _differe(ligne, avant, remplacees):
            plan.a_modifier.append(ligne)
        porteur = porteurs.get(ligne.siren)
        if porteur and porteur != cle:
            plan.sirens_a_liberer.append(existantes[porteur]["pk"])


def _differe(ligne: Ligne, avant: dict, remplacees: set[Cle]) -> bool:
    if any(avant[nom] != valeur for nom, valeur in ligne.champs().items()):
        return True
    epci = ligne.epci[1] if ligne.epci else None
    if epci != avant["epci__code"] and ligne.epci not in remplacees:
        return True
    exercee_par = (avant["exercee_par__type"], avant["exercee_par__code"])
    return (ligne.exercee_par or (None, None)) != exercee_par
