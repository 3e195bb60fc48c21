"""The keeper: a small process that owns the server, and ends it when its last user has left.

Users hold a shared flock on baux.lock for as long as they live. Who gets it exclusively knows that
there is no user, and that none can come before it lets go: no counter, no race, no trace of a
`kill -9`. Started by cycle_de_vie.py in an interpreter of its own, without site-packages.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from .compte import Compte
from .erreurs import PostgresEmbarqueError
from .restes import VIVANT, degager
from .sonde import PORT, connexions
from .verrous import Verrou

BATTEMENT = 0.25
TAILLE_DU_JOURNAL = 5_000_000
REGLAGES = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": 200,
    "timezone": "UTC",
    "log_timezone": "UTC",
    # fsync and synchronous_commit keep their safe defaults. A test that wants speed sets
    # synchronous_commit=off on its own connections.
    "wal_level": "minimal",
    "max_wal_senders": 0,
    "max_wal_size": "512MB",
    # Values that people typed stay out of the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}


class Gardien:
    def __init__(self, consigne: dict) -> None:
        self.postgres = consigne["postgres"]
        self.prise = consigne["prise"]
        self.prise_ephemere = consigne["prise_ephemere"]
        self.delai = consigne["delai"]
        self.tiroir = Path(consigne["tiroir"])
        self.demeure = Path(consigne["demeure"])
        self.compte = Compte(consigne["uid"], consigne["gid"])
        self.verrou = Verrou(self.tiroir / "gardien.lock")
        self.baux = Verrou(self.tiroir / "baux.lock")
        self.journal = self.tiroir / "journal.log"
        self.congedie = False
        self.reveil = threading.Event()

    def s_installer(self) -> None:
        """Leave the caller's session; the lock passes to the child, so it is never free."""
        self.verrou.prendre(delai=10)
        pid = os.fork()
        if pid:
            os.ftruncate(self.verrou.fd, 0)
            os.pwrite(self.verrou.fd, str(pid).encode(), 0)
            os._exit(0)
        os.setsid()
        os.chdir("/")
        os.umask(0o077)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        for ignore in (signal.SIGINT, signal.SIGHUP, signal.SIGPIPE):
            signal.signal(ignore, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, self._congedier)
        signal.signal(signal.SIGCHLD, lambda *_: self.reveil.set())

    def _congedier(self, *_: object) -> None:
        self.congedie = True
        self.reveil.set()

    def veiller(self) -> None:
        """Keep the server alive while it has users: a postmaster that was killed starts again."""
        chutes: list[float] = []
        try:
            while True:
                maitre = self._lancer()
                if self._surveiller(maitre):
                    self._arreter(maitre)
                    return
                chutes = [t for t in chutes if t > time.monotonic() - 60] + [time.monotonic()]
                if len(chutes) > 3 or self.congedie or self.baux.essayer():
                    return
        finally:
            if self.prise_ephemere:
                shutil.rmtree(self.prise, ignore_errors=True)

    def _lancer(self) -> subprocess.Popen:
        degager(self.demeure, self.prise)
        reglages = REGLAGES | {"unix_socket_directories": self.prise}
        commande = [self.postgres, "-D", str(self.demeure / "data")]
        for nom, valeur in reglages.items():
            commande += ["-c", f"{nom}={valeur}"]
        with Verrou(self.demeure / VIVANT).prendre() as vivant:
            return subprocess.Popen(
                commande,
                stdin=subprocess.DEVNULL,
                pass_fds=(vivant.fd,),
                preexec_fn=_mourir_avec(os.getpid()),  # safe: we have a single thread
                **self.compte.options(),
            )

    def _surveiller(self, maitre: subprocess.Popen) -> bool:
        """True when the server must stop, False when it died."""
        dernier_usage, dernier_bail = time.monotonic(), 0
        while not self.congedie and self.verrou.en_place():
            self.reveil.wait(BATTEMENT)
            self.reveil.clear()
            if maitre.poll() is not None:
                return False
            self._borner_le_journal()
            if not self.baux.essayer():
                dernier_usage = time.monotonic()
                continue
            bail = os.fstat(self.baux.fd).st_mtime_ns  # touched by each new user
            if bail != dernier_bail or (self.tiroir / "maintenu").exists():
                dernier_usage, dernier_bail = time.monotonic(), bail
            if time.monotonic() - dernier_usage >= self.delai:
                if not self._des_clients():
                    return True  # and keep the lock: newcomers wait until we are gone
                dernier_usage = time.monotonic()
            self.baux.rendre()
        return True

    def _des_clients(self) -> bool:
        """Someone without a lease (psql, a tool given the address) is a user too."""
        try:
            return connexions(self.prise) > 0
        except OSError:
            return False

    def _borner_le_journal(self) -> None:
        with suppress(OSError):
            if self.journal.stat().st_size > TAILLE_DU_JOURNAL:
                shutil.copyfile(self.journal, self.journal.with_suffix(".log.1"))
                os.truncate(self.journal, 0)  # everyone writes to it in append mode

    def _arreter(self, maitre: subprocess.Popen) -> None:
        """Fast, then immediate (the next start replays its log), then by force."""
        for signal_, patience in ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 5)):
            maitre.send_signal(signal_)
            with suppress(subprocess.TimeoutExpired):
                maitre.wait(patience)
                return


def _mourir_avec(parent: int) -> object:
    """On Linux the server stops, cleanly, even if its keeper is killed: nothing stays behind."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def avant_exec() -> None:
        prctl(1, int(signal.SIGINT), 0, 0, 0)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)

    return avant_exec


def main() -> None:
    gardien = Gardien(json.loads(sys.argv[1]))
    gardien.s_installer()
    try:
        gardien.veiller()
    except (PostgresEmbarqueError, OSError) as erreur:
        sys.stderr.write(f"gardien: {erreur}\n")
        sys.exit(1)
