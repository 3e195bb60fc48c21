"""What a crash leaves behind: orphan processes, and files that name dead ones.

PostgreSQL believes the pid written in postmaster.pid as long as some process has it, which after a
reboot may be anyone's. We know better: every process of a cluster inherits a lock on `vivant.lock`,
and the kernel frees it with the last of them.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from .erreurs import PostgresEmbarqueError
from .sonde import PORT
from .verrous import PAS, est_tenu

VIVANT = "vivant.lock"


def degager(demeure: Path, prise: str, patience: float = 60) -> None:
    """Wait for, then end, what is left of a previous server; then sweep its files."""
    vivant = demeure / VIVANT
    fin = time.monotonic() + patience
    if est_tenu(vivant):
        _signaler(vivant, signal.SIGINT)  # a postmaster: fast shutdown; a backend: end of query
    force = False
    while est_tenu(vivant):
        reste = fin - time.monotonic()
        if reste < 0:
            raise PostgresEmbarqueError(
                "PostgreSQL embarqué : un serveur précédent ne s’arrête pas. "
                f"Processus : {', '.join(map(str, detenteurs(vivant))) or 'inconnus'}."
            )
        if reste < patience - 10 and not force:
            _signaler(vivant, signal.SIGQUIT)
            force = True
        time.sleep(PAS)
    _refuser_un_serveur_etranger(demeure / "data")
    for chemin in (
        demeure / "data" / "postmaster.pid",
        Path(prise) / f".s.PGSQL.{PORT}",
        Path(prise) / f".s.PGSQL.{PORT}.lock",
    ):
        chemin.unlink(missing_ok=True)


def detenteurs(fichier: Path, programme: str = "") -> list[int]:
    """The processes that have this file open (Linux; elsewhere none, and we only wait).

    With `programme`, only those that run it: a backup may be reading our folders.
    """
    pids = []
    try:
        cible = os.stat(fichier)
        candidats = [int(nom) for nom in os.listdir("/proc") if nom.isdigit()]
    except OSError:
        return []
    for pid in candidats:
        with suppress(OSError):
            nom = Path(f"/proc/{pid}/comm").read_text().strip()
            if programme in ("", nom) and _a_ouvert(pid, cible):
                pids.append(pid)
    return pids


def _a_ouvert(pid: int, cible: os.stat_result) -> bool:
    for fd in os.listdir(f"/proc/{pid}/fd"):
        with suppress(OSError):
            if os.path.samestat(os.stat(f"/proc/{pid}/fd/{fd}"), cible):
                return True
    return False


def _signaler(vivant: Path, signal_: signal.Signals) -> None:
    for pid in detenteurs(vivant, "postgres"):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal_)


def _refuser_un_serveur_etranger(donnees: Path) -> None:
    """Someone ran `pg_ctl start` on our data by hand: that one has no lock, but it works there."""
    try:
        pid = int((donnees / "postmaster.pid").read_text().split()[0])
        chez_nous = os.path.samestat(os.stat(f"/proc/{pid}/cwd"), os.stat(donnees))
    except (OSError, ValueError, IndexError):
        return
    if chez_nous:
        raise PostgresEmbarqueError(
            f"PostgreSQL embarqué : un serveur lancé à la main (processus {pid}) utilise déjà "
            f"« {donnees} ». Arrêtez-le, puis recommencez."
        )
