"""Tells how far the running step is, while its own transaction shows nothing to anybody."""

import time

from django.db import connection

INTERVALLE = 1  # second between two signs of life


class Pouls:
    """A second connection: what it writes is seen at once, and outlives no lost worker's work.

    Stop it before the import's own row is written: both would wait for the same lock.
    """

    def __init__(self, import_):
        self.import_ = import_
        self.connexion = None
        self.dernier = 0.0

    def __enter__(self) -> "Pouls":
        self.connexion = connection.copy()
        return self

    def __exit__(self, *erreur) -> None:
        self.arreter()

    def battre(self, fait: int) -> None:
        maintenant = time.monotonic()
        if self.connexion is None or maintenant - self.dernier < INTERVALLE:
            return
        self.dernier = maintenant
        table = connection.ops.quote_name(type(self.import_)._meta.db_table)
        with self.connexion.cursor() as curseur:
            curseur.execute(
                f"UPDATE {table} SET avancement = %s, battement = now() "  # noqa: S608 (our name)
                "WHERE id = %s AND jeton = %s",
                [fait, self.import_.pk, self.import_.jeton],
            )

    def arreter(self) -> None:
        if self.connexion is not None:
            self.connexion.close()
            self.connexion = None
