"""`make run`: prepare the database and the demo site, then serve with the background worker.

One process tree: this process is the parent, and takes its children with it when it stops.
"""

import os
import signal
import socket
import subprocess
import sys
import time

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, close_old_connections

from tec_site.postgres import PostgresEmbarqueError

PORT_HABITUEL = 8000
EXECUTANT = ("db_worker", "--queue-name", "*", "--no-reload", "-v", "0")
PAUSE_REGULIERE = 30  # seconds between two looks at what is programmed or waits for its next try


def dire(texte: str = "") -> None:
    sys.stdout.write(f"{texte}\n")
    sys.stdout.flush()


def port_libre(souhaite: int) -> int:
    """The wished port, or the next free one of the hundred that follow."""
    for port in range(souhaite, souhaite + 100):
        with socket.socket() as essai:
            essai.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                essai.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit(f"Aucun port libre entre {souhaite} et {souhaite + 99} : libérez-en un.")


def preparer() -> None:
    """Catalogues, migrations, demo content (once)."""
    from communautes.comptes.demo import sont_la

    dire("Préparation de la base…")
    call_command("compiler_textes", verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    dire("Référentiel des collectivités (quelques secondes la première fois)…")
    try:
        call_command("importer_referentiel", verbosity=0)
    except CommandError as refus:  # older code on a newer year: the site runs with what it has
        dire(f"Le référentiel des collectivités reste tel qu’il est. {refus}")
    if not sont_la():
        dire("Chargement du site de démonstration (une fois pour toutes, une minute environ)…")
        call_command("demo", verbosity=0)
        call_command("rebuild_search", verbosity=0)


def adopter(port: int) -> None:
    """Links of pages, of mails and of security.txt: this process and its children read it."""
    from wagtail.models import Site

    os.environ["BASE_URL"] = settings.WAGTAILADMIN_BASE_URL = f"http://localhost:{port}"
    Site.objects.filter(is_default_site=True).update(hostname="localhost", port=port)


def annoncer(port: int) -> None:
    from communautes.comptes.demo import COMPTES

    adresse = f"http://localhost:{port}/"
    dire()
    dire(f"  Le portail s’ouvre :  {adresse}")
    dire(f"  Administration :      {adresse}admin/")
    dire(f"  Courriels envoyés :   {adresse}_mails/")
    dire()
    dire("  Comptes de démonstration (bouton « Entrer comme… » de la page de connexion) :")
    for compte in COMPTES:
        dire(f"    {compte.email:<38} {compte.role}")
    dire()
    dire("  Ctrl+C arrête tout ; les données restent dans var/.")
    dire()


def lancer(*commande: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "manage.py", *commande])  # noqa: S603


def faire_ce_qui_attend() -> None:
    """Scheduled publications, mails to try again, reminders, deadlines, digests; a database that
    restarts can wait.
    """
    try:
        close_old_connections()
        call_command("publish_scheduled")
        call_command("envoyer_rappels", verbosity=0)
        call_command("relancer_affiliations", verbosity=0)
        call_command("veiller_communautes", verbosity=0)
        call_command("veiller_discussions", verbosity=0)
        call_command("rappeler_rencontres", verbosity=0)
        call_command("relancer_retours", verbosity=0)
        call_command("envoyer_notifications", verbosity=0)
        call_command("envoyer_courriels", verbosity=0)
    except DatabaseError as erreur:
        dire(f"La base ne répond pas, nouvel essai dans {PAUSE_REGULIERE} s ({erreur}).")


def servir(port: int) -> int:
    """Run the server until it stops or the person asks; returns an exit code.

    The worker dies with its connection when the database is restarted: it is started again.
    """
    serveur = lancer("runserver", "--noreload", f"127.0.0.1:{port}")
    executant = lancer(*EXECUTANT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    prochaine = time.monotonic()
    try:
        while serveur.poll() is None:
            if executant.poll() is not None:
                time.sleep(1)
                executant = lancer(*EXECUTANT)
            if time.monotonic() >= prochaine:
                faire_ce_qui_attend()
                prochaine = time.monotonic() + PAUSE_REGULIERE
            time.sleep(0.5)
        return serveur.returncode
    except KeyboardInterrupt:
        return 0
    finally:
        for enfant in (serveur, executant):
            enfant.send_signal(signal.SIGINT)
        for enfant in (serveur, executant):
            try:
                enfant.wait(timeout=10)
            except subprocess.TimeoutExpired:
                enfant.kill()


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tec_site.settings.dev")
    try:
        django.setup()
    except PostgresEmbarqueError as erreur:
        dire(str(erreur))
        return 1
    preparer()  # takes minutes the first time: a port that was free before may not be any more
    port = int(os.environ.get("PORT", PORT_HABITUEL))
    while True:
        port = port_libre(port)
        adopter(port)
        annoncer(port)
        code = servir(port)
        if code == 0 or port_libre(port) == port:
            return code
        dire(f"Le port {port} vient d’être pris : un autre est essayé.")


if __name__ == "__main__":
    sys.exit(main())
