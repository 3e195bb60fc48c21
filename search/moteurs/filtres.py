"""The WHERE of a search: what the reader may see, then what the reader restricted."""

from search.facade import Requete

COLONNES_SIMPLES = {"nature", "sous_nature"}

VISIBLE = """locale = %s AND acces && %s::varchar[]
  AND (expire_le IS NULL OR expire_le > now()) AND (ouvre_le IS NULL OR ouvre_le <= now())"""


def visible(locale: str, acces: tuple[str, ...]) -> tuple[str, list]:
    """In that language, open to one of those tokens, now."""
    return VISIBLE, [locale, list(acces)]


def restrictions(requete: Requete, sauf: str = "") -> tuple[str, list]:
    """What the reader restricted, but the facet `sauf`; « true » when nothing is."""
    morceaux, parametres = ["true"], []
    for facette, valeurs in requete.choisies().items():
        if facette == sauf:
            continue
        if facette in COLONNES_SIMPLES:
            morceaux.append(f"{facette} = ANY(%s::varchar[])")
        elif facette in {"publics", "strates"}:  # nothing ticked means: for all of them
            morceaux.append(f"({facette} && %s::varchar[] OR {facette} = '{{}}')")
        else:
            morceaux.append(f"{facette} && %s::varchar[]")
        parametres.append(list(valeurs))
    return " AND ".join(morceaux), parametres
