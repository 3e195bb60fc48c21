"""Ask the server how it is, over its socket, in the few bytes of its protocol that we need.

A pid file tells what was; only an answer tells what is. No client library: settings are read
before Django is set up, and this must stay under a few milliseconds.
"""

from __future__ import annotations

import socket
import struct
from enum import Enum

PORT = 5432  # only a part of the socket's name: nothing listens on TCP
SANS_REPONSE = (FileNotFoundError, ConnectionRefusedError, ConnectionResetError, BrokenPipeError)


class Reponse(Enum):
    PRET = "prêt"
    DEMARRE = "démarre"
    ABSENT = "absent"


def _recevoir(prise: socket.socket, taille: int) -> bytes:
    recu = b""
    while len(recu) < taille:
        morceau = prise.recv(taille - len(recu))
        if not morceau:
            raise ConnectionResetError
        recu += morceau
    return recu


def _message(prise: socket.socket) -> tuple[bytes, bytes]:
    genre, taille = struct.unpack("!cI", _recevoir(prise, 5))
    return genre, _recevoir(prise, taille - 4)


def _appeler(dossier: str, delai: float) -> socket.socket:
    """Open a connection as the superuser; the socket's folder is what protects it."""
    prise = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        prise.settimeout(delai)
        prise.connect(f"{dossier}/.s.PGSQL.{PORT}")
        demande = b"user\0postgres\0database\0postgres\0\0"
        prise.sendall(struct.pack("!II", len(demande) + 8, 196608) + demande)
    except BaseException:
        prise.close()
        raise
    return prise


def sonder(dossier: str, delai: float = 5) -> Reponse:
    """What pg_isready says, without a process of its own."""
    try:
        with _appeler(dossier, delai) as prise:
            genre, corps = _message(prise)
            while genre not in b"EZ":  # to the end: hanging up earlier is noise in the server's log
                genre, corps = _message(prise)
            if genre == b"Z":
                prise.sendall(b"X\0\0\0\4")
    except SANS_REPONSE:
        return Reponse.ABSENT
    except (TimeoutError, BlockingIOError):
        return Reponse.DEMARRE  # it listens, but is too busy to answer
    # 57P03, cannot_connect_now: starting, recovering or stopping. Any other error is an answer.
    return Reponse.DEMARRE if genre == b"E" and b"C57P03\0" in corps else Reponse.PRET


def connexions(dossier: str, delai: float = 5) -> int:
    """How many clients are connected, besides this question."""
    requete = (
        b"SELECT count(*) FROM pg_stat_activity"
        b" WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()\0"
    )
    nombre = 0
    with _appeler(dossier, delai) as prise:
        demandee = False
        while True:
            genre, corps = _message(prise)
            if genre == b"E":
                raise ConnectionRefusedError(corps.decode(errors="replace"))
            if genre == b"D":  # one column: count of columns, length, text
                nombre = int(corps[6:])
            if genre == b"Z" and demandee:
                prise.sendall(b"X\0\0\0\4")
                return nombre
            if genre == b"Z":
                prise.sendall(b"Q" + struct.pack("!I", len(requete) + 4) + requete)
                demandee = True
