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
from tests.communautes.comptes.fournisseur_oidc import CLIENT, Fournisseur

RACINE = Path(__file__).resolve().parents[2]
JOURNAL = RACINE / "var" / "navigateur" / "serveur.log"
PATIENCE = 480  # seconds for the migrations and the demo


@contextmanager
def proconnect(*, port: int = 0) -> Iterator[Fournisseur]:
    """The tests' own provider, a server of its own; the site that asks it declares itself."""
    fournisseur = Fournisseur(port=port).demarrer()
    try:
        yield fournisseur
    finally:
        fournisseur.arreter()


@contextmanager
def site_de_demonstration(fournisseur: Fournisseur) -> Iterator[str]:
    """Address of a freshly loaded demo site, whose ProConnect is this one; gone afterwards."""
    with base_jetable() as base:
        port = port_libre()
        adresse = f"http://localhost:{port}"
        fournisseur.declarer(adresse)
        JOURNAL.parent.mkdir(parents=True, exist_ok=True)
        environnement = os.environ | {
            "DATABASE_URL": base,
            "PORT": str(port),
            "MEDIA_ROOT": str(JOURNAL.parent / "medias"),
            "DJANGO_SETTINGS_MODULE": "tec_site.settings.dev",
            "PROCONNECT_URL": fournisseur.adresse,
            "PROCONNECT_CLIENT_ID": CLIENT["client_id"],
            "PROCONNECT_CLIENT_SECRET": CLIENT["client_secret"],
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
