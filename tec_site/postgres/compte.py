"""Which system account runs the server, and a place that this account can reach.

An ordinary user runs it as oneself, with everything in var/postgres/. PostgreSQL refuses to run as
root; root lends it a numeric account that no one else has (no line in /etc/passwd, nothing to
create, nothing to remove), different for each clone. Nothing that exists has its permissions
changed: when var/ is out of reach of that account (a project under /root), its data live in
/var/cache/territoires-en-commun/<clone>/ and var/postgres/emplacement says so.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .erreurs import PostgresEmbarqueError, depuis_le_systeme

CACHE = Path("/var/cache/territoires-en-commun")
# Debian keeps 30000–59999 free of any account, and containers usually map ids up to 65535.
PREMIER_UID, NOMBRE_UID = 50_000, 9_000
ENVIRONNEMENT = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "TZ": "UTC", "LC_ALL": "C"}


@dataclass(frozen=True)
class Compte:
    uid: int
    gid: int

    def options(self) -> dict[str, object]:
        """For subprocess: become this account, and carry nothing of the caller's environment."""
        commun: dict[str, object] = {"cwd": "/", "env": ENVIRONNEMENT}
        if self.uid == os.geteuid():
            return commun
        return commun | {"user": self.uid, "group": self.gid, "extra_groups": []}

    def donner(self, chemin: Path) -> None:
        """Hand over what we have just created ourselves."""
        if self.uid != os.geteuid():
            os.chown(chemin, self.uid, self.gid, follow_symlinks=False)


def empreinte(racine: Path) -> str:
    return hashlib.sha256(os.fsencode(racine)).hexdigest()[:12]


def compte_du_serveur(racine: Path, donnees: Path) -> Compte:
    """The caller, or for root an account of its own: the one that owns the data already made."""
    if os.geteuid() != 0:
        return Compte(os.geteuid(), os.getegid())
    try:
        existant = os.stat(donnees)
        if existant.st_uid != 0:
            return Compte(existant.st_uid, existant.st_gid)
    except FileNotFoundError:
        pass
    uid = PREMIER_UID + int(empreinte(racine), 16) % NOMBRE_UID
    while _a_un_nom(uid):
        uid += 1
    return Compte(uid, uid)


def compte_pour_initdb(compte: Compte) -> Compte:
    """initdb wants an account with a name; root gives the files to the server's one afterwards."""
    if os.geteuid() != 0:
        return compte
    for nom in ("nobody", "daemon", "postgres"):
        try:
            trouve = pwd.getpwnam(nom)
        except KeyError:
            continue
        if trouve.pw_uid:
            return Compte(trouve.pw_uid, trouve.pw_gid)
    raise PostgresEmbarqueError(
        "PostgreSQL embarqué : ni « nobody » ni « daemon » n’existent sur cette machine ; "
        "lancez la commande avec un compte ordinaire."
    )


def _a_un_nom(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def accessibles(compte: Compte, *chemins: Path) -> bool:
    """Can that account read these? Asked of the system itself, which knows of ACLs and mounts."""
    if compte.uid == os.geteuid():
        return all(os.access(chemin, os.R_OK) for chemin in chemins)
    return _essayer(compte, 'for f; do test -r "$f" || exit 1; done', *chemins)


def _essayer(compte: Compte, script: str, *chemins: Path) -> bool:
    commande = ["/bin/sh", "-c", script, "sh", *map(str, chemins)]
    try:
        fait = subprocess.run(commande, check=False, stderr=subprocess.DEVNULL, **compte.options())
    except OSError as erreur:
        raise PostgresEmbarqueError(
            "PostgreSQL embarqué : il refuse de tourner en root, et ce système ne permet pas d’y "
            f"prendre un autre compte ({erreur.strerror}). Utilisez un compte ordinaire."
        ) from erreur
    return fait.returncode == 0


def ouvrir_tiroir(racine: Path, *, creer: bool = True) -> Path | None:
    """var/postgres/, made if needed, and belonging to whoever runs the command."""
    tiroir = Path(racine).resolve() / "var" / "postgres"
    try:
        if creer:
            tiroir.parent.mkdir(exist_ok=True)
            tiroir.mkdir(exist_ok=True)
        proprietaire = tiroir.stat().st_uid
    except FileNotFoundError as erreur:
        if creer:
            raise depuis_le_systeme(erreur, tiroir) from erreur
        return None
    except OSError as erreur:
        raise depuis_le_systeme(erreur, tiroir) from erreur
    if proprietaire != os.geteuid():
        raise PostgresEmbarqueError(
            f"PostgreSQL embarqué : « {tiroir} » appartient à {_nom(proprietaire)}, et vous êtes "
            f"{_nom(os.geteuid())}. Reprenez avec le premier compte, ou effacez la base de "
            f"développement en tant que {_nom(proprietaire)} (« make clean »), ou donnez "
            "DATABASE_URL."
        )
    return tiroir


def _nom(uid: int) -> str:
    try:
        return f"« {pwd.getpwuid(uid).pw_name} »"
    except KeyError:
        return f"l’utilisateur n° {uid}"


def demeure(racine: Path, tiroir: Path) -> Path:
    """The folder of the cluster: var/postgres/ itself, or our cache where the account can go."""
    pointeur = tiroir / "emplacement"
    if pointeur.exists():
        ailleurs = Path(os.fsdecode(pointeur.read_bytes()))
        if ailleurs.is_dir() and _est_a_nous(ailleurs, racine):
            return ailleurs
    elif (tiroir / "data").exists() or os.geteuid() != 0:
        return tiroir
    compte = compte_du_serveur(racine, tiroir / "data")
    if _essayer(compte, 'cd "$1"', tiroir):
        return tiroir
    return _dans_le_cache(racine, pointeur)


def _est_a_nous(dossier: Path, racine: Path) -> bool:
    """A moved project keeps its data; a copied one must not share those of its model."""
    try:
        ancienne = Path(os.fsdecode((dossier / "racine").read_bytes()))
    except FileNotFoundError:
        return False
    if ancienne != racine and not (ancienne / "var" / "postgres" / "emplacement").exists():
        (dossier / "racine").write_bytes(os.fsencode(racine))
        return True
    return ancienne == racine


def creer_cache() -> None:
    try:
        CACHE.mkdir(mode=0o755)
    except FileExistsError:
        return
    except OSError as erreur:
        raise depuis_le_systeme(erreur, CACHE) from erreur
    # Just made by us, and holding folders that are closed: the caller's umask must not close it.
    os.chmod(CACHE, 0o755)  # noqa: S103


def _dans_le_cache(racine: Path, pointeur: Path) -> Path:
    """Without a pointer to it, what is there belonged to a var/ that was erased: start anew, and
    keep the last one aside, because erasing var/ might have been a mistake."""
    creer_cache()
    dossier = CACHE / empreinte(racine)
    try:
        if dossier.exists():
            ancien = dossier.with_suffix(".ancien")
            shutil.rmtree(ancien, ignore_errors=True)
            dossier.rename(ancien)
        dossier.mkdir()
        os.chmod(dossier, 0o711)  # noqa: S103 (to be crossed; what it holds is 0700)
        (dossier / "racine").write_bytes(os.fsencode(racine))
        pointeur.write_bytes(os.fsencode(dossier))
    except OSError as erreur:
        raise depuis_le_systeme(erreur, dossier) from erreur
    return dossier
