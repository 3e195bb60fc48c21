"""Where words are in the whole portal: every column of every table, sessions, files."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname = 'public' ORDER BY 1
"""


def ou_sont(mots: Iterable[str]) -> set[str]:
    """« table: word » for each; a row is read whole, so that no kind of column is forgotten."""
    mots = list(mots)
    return {
        f"{lieu}: {mot}"
        for lieu, texte in [*_lignes(mots), *_sessions(), *_fichiers()]
        for mot in mots
        if _contient(texte, mot)
    }


def _contient(texte: str, mot: str) -> bool:
    """Also as bytes (hexadecimal, as PostgreSQL writes them) and as JSON escapes it."""
    formes = {mot, mot.encode().hex(), mot.encode("unicode_escape").decode()}
    return any(forme.lower() in texte.lower() for forme in formes)


def _lignes(mots):
    with connection.cursor() as curseur:
        curseur.execute(TABLES)
        for (table,) in curseur.fetchall():
            curseur.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608, from pg_class
            yield from ((table, ligne) for (ligne,) in curseur.fetchall())


def _sessions():
    for session in Session.objects.all():
        yield "session", str(session.get_decoded())


def _fichiers():
    dossiers = [settings.MEDIA_ROOT, getattr(settings, "EMAIL_FILE_PATH", None)]
    for dossier in filter(None, dossiers):
        for fichier in Path(dossier).rglob("*"):
            contenu = fichier.read_bytes().hex() if fichier.is_file() else ""
            yield f"fichier {fichier.name}", f"{fichier} {contenu}"
