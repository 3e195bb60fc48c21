"""The WHERE of a search: what the reader may see, then what the reader restricted."""

from search.facade import PROCHE, Requete

COLONNES_SIMPLES = {"nature", "sous_nature"}
POUR_TOUS = {"publics", "strates"}  # nothing ticked means: for all of them

VISIBLE = """locale = %s AND acces && %s::varchar[]
  AND (expire_le IS NULL OR expire_le > now()) AND (ouvre_le IS NULL OR ouvre_le <= now())"""


def visible(locale: str, acces: tuple[str, ...]) -> tuple[str, list]:
    """In that language, open to one of those tokens, now."""
    return VISIBLE, [locale, list(acces)]


def restrictions(requete: Requete) -> tuple[str, list]:
    """What the reader restricted; « true » when nothing is."""
    morceaux, parametres = ["true"], []
    for facette, valeurs in requete.choisies().items():
        if facette in COLONNES_SIMPLES and len(valeurs) == 1:  # an index keeps its order
            morceaux.append(f"{facette} = %s")
            parametres.append(valeurs[0])
            continue
        if facette in COLONNES_SIMPLES:
            morceaux.append(f"{facette} = ANY(%s::varchar[])")
        elif facette in POUR_TOUS:
            morceaux.append(f"({facette} && %s::varchar[] OR {facette} = '{{}}')")
        else:
            morceaux.append(f"{facette} && %s::varchar[]")
        parametres.append(list(valeurs))
    return " AND ".join(morceaux), parametres


def proximite(requete: Requete) -> tuple[str, list]:
    """How many points a document has, by what its `profil` shares; 0 for the other sorts."""
    if requete.tri != PROCHE or not requete.proches:
        return "0", []
    somme = " + ".join("%s * (%s = ANY(profil))::int" for _ in requete.proches)
    return somme, [valeur for jeton, points in requete.proches for valeur in (points, jeton)]
