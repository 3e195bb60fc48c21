"""Rows of the referential written by COPY: a quarter of the time of bulk_create (ADR 9)."""

from collections.abc import Callable, Iterator, Sequence

from django.db import connection
from psycopg import sql

from communautes.territoires.comparaison import CHAMPS
from communautes.territoires.lecture import Ligne
from communautes.territoires.models import Collectivite

LOT = 6_000
_TABLE = sql.Identifier(Collectivite._meta.db_table)
_TAMPON = sql.Identifier("territoires_a_ecrire")
_COLONNES = (*CHAMPS, "epci_id", "millesime")
_DE_BASE = {"statut": Collectivite.Statut.ACTIVE, "emails_officiels": []}  # of a new row
Dire = Callable[[str], None]


def poser(
    lignes: Sequence[Ligne], epcis: dict[str, int | None], millesime: int, dire: Dire
) -> None:
    """Create these rows, or give those of the same type and code their new values."""
    if not lignes:
        return
    with connection.cursor() as curseur:
        curseur.execute(_tampon())
        faites = 0
        for lot in _lots(lignes):
            with curseur.copy(_copie()) as copie:
                for ligne in lot:
                    copie.write_row(_rangee(ligne, epcis, millesime))
            curseur.execute(_versement())
            curseur.execute(sql.SQL("TRUNCATE {}").format(_TAMPON))
            faites += len(lot)
            dire(f"{faites} / {len(lignes)} écrites")
        curseur.execute(sql.SQL("DROP TABLE {}").format(_TAMPON))


def _lots(lignes: Sequence[Ligne]) -> Iterator[Sequence[Ligne]]:
    return (lignes[debut : debut + LOT] for debut in range(0, len(lignes), LOT))


def _rangee(ligne: Ligne, epcis: dict[str, int | None], millesime: int) -> tuple:
    epci = epcis[ligne.epci[1]] if ligne.epci else None
    return (*ligne.champs().values(), epci, millesime, *_DE_BASE.values())


def _noms(noms) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, noms))


def _tampon() -> sql.Composed:
    """With the columns of the table, and none of its constraints: a buffer of this transaction."""
    return sql.SQL(
        "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA"
    ).format(_TAMPON, _noms((*_COLONNES, *_DE_BASE)), _TABLE)


def _copie() -> sql.Composed:
    return sql.SQL("COPY {} ({}) FROM STDIN").format(_TAMPON, _noms((*_COLONNES, *_DE_BASE)))


def _versement() -> sql.Composed:
    noms = _noms((*_COLONNES, *_DE_BASE))
    remises = sql.SQL(", ").join(
        sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(nom))
        for nom in _COLONNES
        if nom not in ("type", "code")
    )
    return sql.SQL(
        "INSERT INTO {} ({}) SELECT {} FROM {} ON CONFLICT (type, code) DO UPDATE SET {}"
    ).format(_TABLE, noms, noms, _TAMPON, remises)
