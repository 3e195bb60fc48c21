"""Start, find, share and stop the embedded server. See docs/adr/0001-postgresql-embarque.md.

var/postgres/ holds: baux.lock (shared by users, exclusive for who stops), demarrage.lock (one
starter at a time), gardien.lock (held by the keeper, whose pid it contains), serveur.json (where
the socket is), journal.log; and the cluster itself, unless `emplacement` says that it is elsewhere.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from .compte import Compte, compte_du_serveur, demeure, empreinte, ouvrir_tiroir
from .erreurs import PostgresEmbarqueError, depuis_le_systeme, expliquer
from .sonde import PORT, Reponse, sonder
from .verrous import PAS, Verrou, est_tenu

DELAI = 5.0  # seconds that the server outlives its last user, so that two commands share it
PATIENCE = 120.0  # seconds given to a recovery that says that it is under way
SANS_PRISE = 5.0  # seconds that a live keeper may be without a socket before we replace it
LONGUEUR_D_UNE_PRISE = 90  # of the 107 bytes of a socket's address, less its file name

_baux: dict[Path, Verrou] = {}
_entre_fils = threading.RLock()


def url_embarquee(racine: Path, delai: float = DELAI) -> str:
    """The address of the project's own server, started if needed.

    The calling process is a user of it until its end, however it ends.
    """
    with _entre_fils:
        tiroir = ouvrir_tiroir(racine)
        bail = _baux.get(tiroir)
        if bail is None or not bail.en_place():
            _baux[tiroir] = _louer(tiroir)
        return _assurer(tiroir, delai)


@contextmanager
def serveur(racine: Path, delai: float = DELAI) -> Iterator[str]:
    """The same for the time of a block, for a process that lives longer than its need."""
    tiroir = ouvrir_tiroir(racine)
    with _louer(tiroir):
        yield _assurer(tiroir, delai)


def arreter(racine: Path, *, force: bool = False) -> bool:
    """Stop now. Without `force`, False when other processes use it."""
    tiroir = ouvrir_tiroir(racine, creer=False)
    if tiroir is None:
        return True
    (tiroir / "maintenu").unlink(missing_ok=True)
    with Verrou(tiroir / "baux.lock") as baux, Verrou(tiroir / "demarrage.lock") as demarrage:
        if not force:
            try:
                baux.prendre(delai=0.5)
            except PostgresEmbarqueError:
                return False
        demarrage.prendre(delai=PATIENCE + 60)
        _congedier_le_gardien(tiroir)
    return True


def effacer(racine: Path) -> None:
    """Stop, whoever uses it, and delete the whole cluster, wherever it is."""
    arreter(racine, force=True)
    tiroir = ouvrir_tiroir(racine, creer=False)
    if tiroir is None:
        return
    try:
        lieu = demeure(tiroir.parent.parent, tiroir)
        if lieu != tiroir:
            shutil.rmtree(lieu)
            shutil.rmtree(lieu.with_suffix(".ancien"), ignore_errors=True)
        shutil.rmtree(tiroir)
    except OSError as erreur:
        raise depuis_le_systeme(erreur, tiroir) from erreur


def en_marche(racine: Path) -> bool:
    tiroir = ouvrir_tiroir(racine, creer=False)
    if tiroir is None or not est_tenu(tiroir / "gardien.lock"):
        return False
    prise = _prise_connue(tiroir)
    return bool(prise) and sonder(prise) is Reponse.PRET


def maintenir(racine: Path) -> None:
    """Keep the server without users, until it is stopped."""
    (ouvrir_tiroir(racine) / "maintenu").touch()


def _louer(tiroir: Path) -> Verrou:
    """A lease. The keeper takes the lock for an instant to look, or for good while it stops."""
    bail = Verrou(tiroir / "baux.lock")
    try:
        bail.prendre(partage=True, delai=90)
        os.utime(bail.fd)
    except OSError as erreur:
        bail.fermer()
        raise depuis_le_systeme(erreur, tiroir) from erreur
    return bail


def _adresse(prise: str) -> str:
    """The form that libpq and Django's helpers read alike; the port guards against PGPORT."""
    return f"postgres://tec@/tec?host={quote(prise)}&port={PORT}"


def _prise_connue(tiroir: Path) -> str:
    try:
        return json.loads((tiroir / "serveur.json").read_text())["prise"]
    except (OSError, ValueError, KeyError):
        return ""


def _assurer(tiroir: Path, delai: float) -> str:
    prise = _prise_connue(tiroir)
    if prise and est_tenu(tiroir / "gardien.lock") and sonder(prise) is Reponse.PRET:
        return _adresse(prise)
    try:
        with Verrou(tiroir / "demarrage.lock") as demarrage:
            demarrage.prendre(delai=PATIENCE + 60, quoi="(un démarrage est en cours)")
            return _adresse(_demarrer(tiroir, delai, demarrage.fd))
    except OSError as erreur:
        raise depuis_le_systeme(erreur, tiroir) from erreur


def _demarrer(tiroir: Path, delai: float, verrou: int) -> str:
    """Under the starters' lock: what is there may be ready, on its way, lost, or nothing."""
    prise = _prise_connue(tiroir)
    if est_tenu(tiroir / "gardien.lock"):
        if prise and _attendre(tiroir, prise, patience_absent=SANS_PRISE):
            return prise
        _congedier_le_gardien(tiroir)
    from .binaires import binaires  # the slow path only: reading packages' metadata costs 20 ms
    from .grappe import creer_grappe, verifier_version

    racine = tiroir.parent.parent
    lieu = demeure(racine, tiroir)
    compte = compte_du_serveur(racine, lieu / "data")
    dossier = binaires(compte)
    if not (lieu / "data").exists():
        creer_grappe(lieu / "data", dossier, compte, verrou)
    verifier_version(lieu / "data")
    prise, ephemere = _choisir_la_prise(lieu, compte)
    brouillon = tiroir / "serveur.json.tmp"
    brouillon.write_text(json.dumps({"prise": prise, "demeure": str(lieu)}))
    brouillon.replace(tiroir / "serveur.json")
    journal = tiroir / "journal.log"
    debut = journal.stat().st_size if journal.exists() else 0
    consigne = {
        "postgres": str(dossier / "postgres"),
        "prise": prise,
        "prise_ephemere": ephemere,
        "delai": delai,
        "tiroir": str(tiroir),
        "demeure": str(lieu),
        "uid": compte.uid,
        "gid": compte.gid,
    }
    _appeler_un_gardien(consigne, journal)
    if not _attendre(tiroir, prise, patience_absent=PATIENCE):
        raise _echec(journal, debut)
    return prise


def _choisir_la_prise(lieu: Path, compte: Compte) -> tuple[str, bool]:
    """Beside the data; elsewhere when that path is too long, or has what a setting would quote."""
    ici = lieu / "s"
    if re.fullmatch(r"[\w./+-]+", str(ici), re.ASCII) and len(str(ici)) <= LONGUEUR_D_UNE_PRISE:
        return _dossier_prive(ici, compte), False
    court = Path("/tmp") / f"tec-{os.geteuid()}-{empreinte(lieu)}"  # noqa: S108 (owner is checked)
    try:
        return _dossier_prive(court, compte), True
    except PostgresEmbarqueError:  # someone took the name: anything that is ours will do
        court = Path(tempfile.mkdtemp(prefix="tec-", dir="/tmp"))  # noqa: S108
        return _dossier_prive(court, compte), True


def _dossier_prive(dossier: Path, compte: Compte) -> str:
    with suppress(FileExistsError):
        dossier.mkdir(mode=0o700)
        compte.donner(dossier)
    etat = dossier.lstat()
    if not stat.S_ISDIR(etat.st_mode) or etat.st_uid not in (compte.uid, os.geteuid()):
        raise PostgresEmbarqueError(
            f"PostgreSQL embarqué : « {dossier} » n’est pas un dossier à nous. Supprimez-le."
        )
    compte.donner(dossier)
    os.chmod(dossier, 0o700)
    return str(dossier)


def _appeler_un_gardien(consigne: dict, journal: Path) -> None:
    """It returns at once, leaving a child that holds gardien.lock."""
    code = str(Path(__file__).resolve().parents[2])
    programme = (
        f"import sys; sys.path.insert(0, {code!r}); "
        "from tec_site.postgres.gardien import main; main()"
    )
    fd = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        subprocess.run(
            [sys.executable, "-I", "-S", "-B", "-c", programme, json.dumps(consigne)],
            stdin=subprocess.DEVNULL,
            stdout=fd,
            stderr=fd,
            env=Compte(os.geteuid(), os.getegid()).options()["env"],
            check=False,
        )
    finally:
        os.close(fd)


def _attendre(tiroir: Path, prise: str, *, patience_absent: float) -> bool:
    """Ready? Patient with a server that says that it is recovering; not with a dead keeper."""
    debut = time.monotonic()
    while est_tenu(tiroir / "gardien.lock"):
        reponse = sonder(prise)
        if reponse is Reponse.PRET:
            return True
        patience = PATIENCE if reponse is Reponse.DEMARRE else patience_absent
        attendu = time.monotonic() - debut
        if attendu > patience:
            return False
        time.sleep(PAS if attendu < 1 else 10 * PAS)  # each question is a line in its log
    return False


def _congedier_le_gardien(tiroir: Path) -> None:
    """Ask the keeper to stop the server and leave; the lock it holds proves that the pid is its."""
    verrou = tiroir / "gardien.lock"
    fin = time.monotonic() + 90
    demande = False
    while est_tenu(verrou):
        if not demande:
            with suppress(ValueError, ProcessLookupError):
                os.kill(int(verrou.read_text()), signal.SIGTERM)
                demande = True
        if time.monotonic() > fin:
            raise PostgresEmbarqueError(
                "PostgreSQL embarqué : le serveur ne s’arrête pas. Journal : "
                f"{tiroir / 'journal.log'}."
            )
        time.sleep(PAS)


def _echec(journal: Path, debut: int) -> PostgresEmbarqueError:
    with journal.open("rb") as fichier:
        fichier.seek(min(debut, journal.stat().st_size))
        texte = fichier.read().decode(errors="replace")
    fin = "\n".join(texte.splitlines()[-8:])
    return PostgresEmbarqueError(
        "PostgreSQL embarqué : le serveur n’a pas démarré. "
        f"{expliquer(texte)}\nJournal : {journal}\n{fin}"
    )
