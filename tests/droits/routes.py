"""The routes of the admin, as the resolver knows them, and who may ask each (table.txt)."""

from pathlib import Path

from django.urls import URLResolver, get_resolver

RACINE = "admin/"


def routes() -> list[tuple[str, tuple]]:
    """(name, names of its arguments) of every route below /admin/ that has a name, once each."""
    return sorted(dict(reversed(list(_routes()))).items())


def _routes(patrons=None, chemin: str = "", espace: str = ""):
    for patron in get_resolver().url_patterns if patrons is None else patrons:
        ici = chemin + str(patron.pattern)
        if not (ici + RACINE).startswith(RACINE):
            continue
        if isinstance(patron, URLResolver):
            dessous = f"{espace}{patron.namespace}:" if patron.namespace else espace
            yield from _routes(patron.url_patterns, ici, dessous)
        elif patron.name and ici.startswith(RACINE):
            yield f"{espace}{patron.name}", tuple(patron.pattern.regex.groupindex)


def lignes(nom: str) -> list[list[str]]:
    texte = Path(__file__).with_name(nom).read_text()
    return [ligne.split() for ligne in texte.splitlines() if ligne and ligne[0] != "#"]


# Route → the letters that read it, the letters that act there.
TABLE = {nom: (lire, agir) for nom, lire, agir in lignes("table.txt")}
# Routes that name nothing of this site, and why.
SANS_OBJET = {ligne[0]: " ".join(ligne[1:]) for ligne in lignes("sans_objet.txt")}
