"""What each line of a file would do: the dry run shows it, the application does only that."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from home.echanges.colonnes import Colonne, Contexte, Existant, Table, ValeurRefusee
from home.echanges.fichiers import nettoyer
from home.echanges.models import LigneImport
from home.exports import retablir

LOT = 200
APERCU = 400  # characters of a text shown in a difference
_ERREURS_DE_CALCUL = ("#REF!", "#N/A", "#DIV/0!", "#NAME?", "#NOM?", "#VALUE!", "#VALEUR!", "#NUM!")


@dataclass
class Evaluation:
    ligne: LigneImport
    statut: str = LigneImport.Statut.INCHANGEE
    titre: str = ""
    erreurs: list[dict] = field(default_factory=list)
    differences: list[dict] = field(default_factory=list)
    valeurs: dict[str, Any] = field(default_factory=dict)
    existant: Existant | None = None
    publier: bool = False

    def identique(self) -> bool:
        """Still what the dry run had written of it."""
        ligne = self.ligne
        revision = self.existant.revision if self.existant else None
        return (
            self.statut == ligne.statut
            and self.differences == ligne.differences
            and revision == ligne.avant
        )


def evaluer(
    table: Table,
    contexte: Contexte,
    correspondance: dict[str, int],
    lignes: list[LigneImport],
    doublons: dict[str, list[int]],
) -> list[Evaluation]:
    """A batch of lines, in a number of queries that does not grow with them."""
    cellules = {ligne.pk: cellules_de(ligne, correspondance) for ligne in lignes}
    references = {valeurs.get(table.cle, "") for valeurs in cellules.values()} - {""}
    existants = table.charger(references, contexte)
    evaluations = []
    for ligne in lignes:
        reference = cellules[ligne.pk].get(table.cle, "")
        evaluation = Evaluation(ligne, existant=existants.get(reference))
        _evaluer(table, contexte, cellules[ligne.pk], evaluation)
        _refuser_les_doublons(table, evaluation, doublons.get(reference, ()))
        if evaluation.erreurs:
            evaluation.statut = LigneImport.Statut.REJETEE
        else:
            table.retenir(evaluation.valeurs, contexte)
        evaluations.append(evaluation)
    return evaluations


def cellules_de(ligne: LigneImport, correspondance: dict[str, int]) -> dict[str, str]:
    """Column name → text of its cell, as it was before an export protected it."""
    return {nom: retablir(ligne.valeurs[rang]) for nom, rang in correspondance.items()}


def doublons(table: Table, correspondance: dict[str, int], lignes: Iterable) -> dict:
    """Reference → numbers of the lines that carry it, when there are several."""
    numeros = defaultdict(list)
    for ligne in lignes:
        reference = cellules_de(ligne, {table.cle: correspondance[table.cle]})[table.cle]
        if reference:
            numeros[reference].append(ligne.numero)
    return {reference: trouves for reference, trouves in numeros.items() if len(trouves) > 1}


def texte_de(colonne: Colonne, objet, contexte: Contexte) -> str:
    """What an export writes of this object, as an import reads it back."""
    return nettoyer(colonne.ecrire(objet, contexte))


def _refuser_les_doublons(table: Table, evaluation: Evaluation, numeros) -> None:
    autres = [str(numero) for numero in numeros if numero != evaluation.ligne.numero]
    if autres:
        message = _(
            "La même référence est en ligne %(autres)s\u00a0: une seule ligne par référence."
        )
        evaluation.erreurs.insert(
            0, erreur(table.colonne(table.cle), message % {"autres": ", ".join(autres)})
        )


def erreur(colonne: Colonne | None, message: str) -> dict:
    return {"colonne": str(colonne.libelle) if colonne else "", "message": str(message)}


def _evaluer(table, contexte, cellules: dict[str, str], evaluation: Evaluation) -> None:
    existant = evaluation.existant
    objet = existant.objet if existant else table.nouveau(contexte)
    for colonne in table.colonnes:
        if colonne.nom in cellules:
            try:
                _lire_la_cellule(colonne, cellules[colonne.nom], objet, contexte, evaluation)
            except ValeurRefusee as refus:
                evaluation.erreurs.append(erreur(colonne, refus))
        elif colonne.obligatoire and existant is None:
            message = _("Cette colonne manque à votre fichier, et la ligne est nouvelle.")
            evaluation.erreurs.append(erreur(colonne, message))
    evaluation.titre = table.intitule(objet)[:255]
    if existant is None:
        evaluation.statut = LigneImport.Statut.A_CREER
        evaluation.differences = []
    elif evaluation.differences:
        evaluation.statut = LigneImport.Statut.A_MODIFIER
    conclusion = table.conclure(objet, existant, evaluation.valeurs, contexte)
    dites = {e["colonne"] for e in evaluation.erreurs} - {""}  # one thing to correct at a time
    evaluation.erreurs += [e for e in conclusion.erreurs if e["colonne"] not in dites]
    evaluation.publier = conclusion.publier
    if existant is not None and conclusion.differences:
        evaluation.differences += conclusion.differences
        evaluation.statut = LigneImport.Statut.A_MODIFIER


def _lire_la_cellule(colonne, texte, objet, contexte, evaluation) -> None:
    """Read one cell, and give its value to the object unless it holds it already."""
    existe = evaluation.existant is not None
    avant = texte_de(colonne, objet, contexte)
    if existe and texte == avant:
        return
    _refuser_les_formules(texte)
    if not texte and colonne.obligatoire:
        raise ValeurRefusee(_("Cette cellule est vide\u00a0: remplissez-la."))
    if not texte and colonne.vide_garde:
        return
    valeur = colonne.lire(texte, contexte)
    apres = nettoyer(colonne.dire(valeur, contexte))
    if existe and apres == avant:
        return
    if existe:
        colonne.admettre(objet, contexte)
    colonne.poser(objet, valeur, contexte)
    evaluation.valeurs[colonne.nom] = valeur
    if colonne.hors_contenu:
        return
    evaluation.differences.append(
        {"champ": str(colonne.libelle), "avant": _apercu(avant), "apres": _apercu(apres)}
    )


def _refuser_les_formules(texte: str) -> None:
    if texte.startswith("="):
        raise ValeurRefusee(
            _(
                "Cette cellule contient une formule\u00a0: remplacez-la par sa valeur (collage "
                "spécial)."
            )
        )
    if texte in _ERREURS_DE_CALCUL:
        raise ValeurRefusee(_("Le tableur n’a pas su calculer cette cellule\u00a0: corrigez-la."))


def _apercu(texte: str) -> str:
    return texte if len(texte) <= APERCU else f"{texte[:APERCU]}…"
