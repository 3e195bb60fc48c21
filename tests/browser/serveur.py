"""The real site for the browser suite: `make run`'s own process, on a database of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tec_site.postgres import url_embarquee

RACINE = Path(__file__).resolve().parents[2]
JOURNAL = RACINE / "var" / "navigateur" / "serveur.log"
PATIENCE = 240  # seconds for the migrations and the demo


@contextmanager
def site_de_demonstration() -> Iterator[str]:
    """Address of a freshly loaded demo site, gone afterwards."""
    with base_jetable() as base:
        port = port_libre()
        JOURNAL.parent.mkdir(parents=True, exist_ok=True)
        environnement = os.environ | {
            "DATABASE_URL": base,
            "PORT": str(port),
            "MEDIA_ROOT": str(JOURNAL.parent / "medias"),
            "DJANGO_SETTINGS_MODULE": "tec_site.settings.dev",
        }
        with JOURNAL.open("w") as journal:
            processus = subprocess.Popen(
                [sys.executable, "-m", "tec_site.lancer"],
                cwd=RACINE,
                env=environnement,
                stdout=journal,
                stderr=subprocess.STDOUT,
            )
        try:
            adresse = f"http://localhost:{port}"
            attendre(adresse, processus)
            yield adresse
        finally:
            processus.terminate()
            processus.wait(timeout=30)


@contextmanager
def base_jetable() -> Iterator[str]:
    """URL of an empty database beside the project's own."""
    url = os.environ.get("DATABASE_URL") or url_embarquee(RACINE)
    nom = f"tec_navigateur_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connexion:
        connexion.execute(f"CREATE DATABASE {nom}")
    parties = urlsplit(url)
    try:
        yield parties._replace(path=f"/{nom}").geturl()
    finally:
        with psycopg.connect(url, autocommit=True) as connexion:
            connexion.execute(f"DROP DATABASE {nom} WITH (FORCE)")


def port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


def attendre(adresse: str, processus: subprocess.Popen) -> None:
    fin = time.monotonic() + PATIENCE
    while time.monotonic() < fin:
        if processus.poll() is not None:
            raise RuntimeError(f"Le site s’est arrêté :\n{JOURNAL.read_text()[-3000:]}")
        try:
            urllib.request.urlopen(f"{adresse}/robots.txt", timeout=5)  # noqa: S310
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError(f"Le site ne répond pas :\n{JOURNAL.read_text()[-3000:]}")
