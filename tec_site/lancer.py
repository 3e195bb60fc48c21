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
from django.core.management import call_command

from tec_site.postgres import PostgresEmbarqueError

PORT_HABITUEL = 8000
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


def preparer(port: int) -> None:
    """Catalogues, migrations, demo content (once), and the site's port."""
    from wagtail.models import Site

    from communautes.comptes.demo import sont_la

    call_command("compiler_textes", verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    if not sont_la():
        dire("Chargement du site de démonstration (une seule fois, moins d’une minute)…")
        call_command("demo", verbosity=0)
        call_command("rebuild_search", verbosity=0)
    Site.objects.filter(is_default_site=True).update(hostname="localhost", port=port)


def annoncer(port: int) -> None:
    from communautes.comptes.demo import COMPTES

    adresse = f"http://localhost:{port}/"
    dire()
    dire(f"  Le portail est prêt : {adresse}")
    dire(f"  Administration :      {adresse}admin/")
    dire()
    dire("  Comptes de démonstration (bouton « Entrer comme… » de la page de connexion) :")
    for compte in COMPTES:
        dire(f"    {compte.email:<38} {compte.role}")
    dire()
    dire("  Ctrl+C arrête tout ; les données restent dans var/.")
    dire()


def servir(port: int) -> int:
    """Run the server and the worker until one stops or the person asks; returns an exit code."""
    manage = [sys.executable, "manage.py"]
    enfants = [
        subprocess.Popen([*manage, "runserver", "--noreload", f"127.0.0.1:{port}"]),  # noqa: S603
        subprocess.Popen([*manage, "db_worker", "--queue-name", "*", "--no-reload", "-v", "0"]),  # noqa: S603
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    prochaine = time.monotonic()
    try:
        while all(enfant.poll() is None for enfant in enfants):
            if time.monotonic() >= prochaine:
                call_command("publish_scheduled")
                call_command("envoyer_courriels", verbosity=0)
                prochaine = time.monotonic() + PAUSE_REGULIERE
            time.sleep(0.5)
        return next(enfant.returncode for enfant in enfants if enfant.poll() is not None)
    except KeyboardInterrupt:
        return 0
    finally:
        for enfant in enfants:
            enfant.send_signal(signal.SIGINT)
        for enfant in enfants:
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
    port = port_libre(int(os.environ.get("PORT", PORT_HABITUEL)))
    preparer(port)
    annoncer(port)
    return servir(port)


if __name__ == "__main__":
    sys.exit(main())
