"""Races on real connections, beside the test's own transaction: no table is emptied after."""

import threading
from collections.abc import Callable

from django.db import connection


def ensemble(fonction: Callable, nombre: int) -> list:
    """What `fonction` answers to `nombre` threads that start together."""
    depart, reponses = threading.Barrier(nombre), []

    def un():
        depart.wait(10)
        reponses.append(fonction())

    fils = [threading.Thread(target=_puis_fermer, args=(un,)) for _ in range(nombre)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    return reponses


def a_part(fonction: Callable) -> None:
    """Run in a thread whose writes are committed; `fonction` removes what it wrote."""
    fil = threading.Thread(target=_puis_fermer, args=(fonction,))
    fil.start()
    fil.join()


def _puis_fermer(fonction: Callable) -> None:
    try:
        fonction()
    finally:
        connection.close()
