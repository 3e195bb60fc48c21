"""« Ce qui m’attend »: every list is counted by itself, all in one query."""

from dataclasses import dataclass

from home.listes import registre as listes
from home.listes.actes import compter
from home.tableau import registre
from home.tableau.nombres import combien


@dataclass(frozen=True)
class Lien:
    libelle: str
    adresse: str


@dataclass(frozen=True)
class Ligne:
    titre: str
    liens: list[Lien]


def lignes(request) -> list[Ligne]:
    """What waits for this person; nothing that counts zero."""
    nombres = _nombres(_demandes(request))
    trouvees = []
    for attente in registre.attentes():
        parametres = attente.parametres(request)
        liens = [
            Lien(compter(modele, nombre), listes.adresse(modele, parametres))
            for (code, modele), nombre in nombres.items()
            if code == attente.code and nombre
        ]
        if liens:
            trouvees.append(Ligne(attente.titre, liens))
    for mention in registre.mentions(request):
        trouvees.append(Ligne(mention.titre, [Lien(str(mention.nombre), mention.adresse)]))
    return trouvees


def _demandes(request) -> dict[tuple[str, type], object]:
    """(code, type) → the lines of its list, for the lists that this person may open."""
    ouverts = listes.modeles_ouverts(request)
    trouvees = {
        (attente.code, modele): listes.lignes(modele, request, attente.parametres(request))
        for attente in registre.attentes()
        for modele in ouverts
        if modele in attente.modeles or not attente.modeles
    }
    return {cle: rangees for cle, rangees in trouvees.items() if rangees is not None}


def _nombres(demandes: dict) -> dict[tuple[str, type], int]:
    return dict(zip(demandes, combien(*demandes.values()), strict=True))
