"""Races on real connections, beside the test's own transaction: no table is emptied after."""

import threading
import time
from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection, transaction
from django.db.models import Max
from wagtail.models import ModelLogEntry, PageLogEntry

from communautes.notifications.models import Evenement, Notification

ATTENDUS = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


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
    """Run in a thread whose writes are committed; `fonction` removes what it wrote.

    But for the journal, which keeps what was done to contents that are gone: removed here.
    """
    fil = threading.Thread(target=_puis_fermer, args=(_sans_journal(fonction),))
    fil.start()
    fil.join()


def a_part_puis_vider(course: Callable[[dict], None], vider: Callable[[set[int]], None]) -> dict:
    """What `course` noted; what it wrote is removed by `vider`, told which people were there."""
    vus: dict = {}
    avant = set(get_user_model().objects.values_list("pk", flat=True))
    sessions = set(Session.objects.values_list("pk", flat=True))

    def tout():
        try:
            course(vus)
        finally:
            Session.objects.exclude(pk__in=sessions).delete()  # no key ties them to who is gone
            _vider_les_connexions()
            Notification.objects.all().delete()  # what was told keeps the person it is about
            Evenement.objects.all().delete()
            vider(avant)

    a_part(tout)
    mail.outbox.clear()
    return vus


def _vider_les_connexions() -> None:
    """Behind the back of what keeps the log of sign-ins for a year."""
    with connection.cursor() as curseur:
        curseur.execute("ALTER TABLE comptes_evenementdeconnexion DISABLE TRIGGER USER")
        curseur.execute("DELETE FROM comptes_adressedemachine")
        curseur.execute("DELETE FROM comptes_evenementdeconnexion")
        curseur.execute("ALTER TABLE comptes_evenementdeconnexion ENABLE TRIGGER USER")


def en_deux(*fonctions: Callable, refus: tuple[type[Exception], ...]) -> list[str]:
    """« faite » or « refusée », in alphabetical order, of functions that start together."""
    restantes = list(fonctions)

    def un() -> str:
        try:
            restantes.pop()()
        except refus:
            return "refusée"
        return "faite"

    return sorted(ensemble(un, len(fonctions)))


def derriere(premier: Callable, second: Callable) -> None:
    """`premier`, in a transaction that ends only when `second`, begun meanwhile, waits for it."""
    fil = threading.Thread(target=_puis_fermer, args=(second,))
    with transaction.atomic():
        premier()
        fil.start()
        try:
            _qu_il_attende(fil)
        except AssertionError:
            transaction.set_rollback(True)
            raise
    fil.join()


def _qu_il_attende(fil: threading.Thread) -> None:
    """PostgreSQL keeps its statistics for the whole transaction, unless it is told otherwise."""
    fin = time.monotonic() + 20
    with connection.cursor() as curseur:
        while fil.is_alive() and time.monotonic() < fin:
            curseur.execute("SELECT pg_stat_clear_snapshot()")
            curseur.execute(ATTENDUS)
            if curseur.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("Le second n’attend pas le premier.")


def _sans_journal(fonction: Callable) -> Callable:
    def course():
        journaux = [PageLogEntry.objects, ModelLogEntry.objects]
        derniers = [journal.aggregate(pk=Max("pk"))["pk"] or 0 for journal in journaux]
        try:
            fonction()
        finally:
            for journal, dernier in zip(journaux, derniers, strict=True):
                journal.filter(pk__gt=dernier).delete()

    return course


def _puis_fermer(fonction: Callable) -> None:
    try:
        fonction()
    finally:
        connection.close()
