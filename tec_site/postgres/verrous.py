"""Locks that cannot be left behind: flock, which the kernel frees when its last holder dies."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from typing import Self

from .erreurs import PostgresEmbarqueError

PAS = 0.01


class Verrou:
    """One flock on one file. Close-on-exec: only fork, or an explicit pass_fds, shares it.

    We poll rather than block, so that no wait is ever without end.
    """

    def __init__(self, chemin: Path) -> None:
        self.chemin = chemin
        self.fd = -1

    def _ouvrir(self) -> None:
        if self.fd < 0:
            self.fd = os.open(self.chemin, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def essayer(self, *, partage: bool = False) -> bool:
        """Take the lock now, or say no. Taking it again changes its mode."""
        self._ouvrir()
        try:
            fcntl.flock(self.fd, (fcntl.LOCK_SH if partage else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if self.en_place():
            return True
        # Someone deleted var/ meanwhile: a lock on a file that no one can find protects nothing.
        self.fermer()
        return False

    def prendre(self, *, partage: bool = False, delai: float = 30, quoi: str = "") -> Self:
        fin = time.monotonic() + delai
        while not self.essayer(partage=partage):
            if time.monotonic() > fin:
                self.fermer()
                raise PostgresEmbarqueError(
                    f"PostgreSQL embarqué : « {self.chemin.name} » reste pris par un autre "
                    f"processus depuis {delai:.0f} s{quoi and ' '}{quoi}."
                )
            time.sleep(PAS)
        return self

    def en_place(self) -> bool:
        """Is the file that we hold still the one at this path?"""
        if self.fd < 0:
            return False
        try:
            return os.path.samestat(os.fstat(self.fd), os.stat(self.chemin))
        except FileNotFoundError:
            return False

    def rendre(self) -> None:
        if self.fd >= 0:
            fcntl.flock(self.fd, fcntl.LOCK_UN)

    def fermer(self) -> None:
        """Let go by closing: a forked child that shares the lock keeps it."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.fermer()


def est_tenu(chemin: Path) -> bool:
    """Does someone hold this lock exclusively? Asks in shared mode, so askers do not collide."""
    try:
        fd = os.open(chemin, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(fd)
    return False
