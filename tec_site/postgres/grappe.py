"""Make the cluster: all or nothing, in a draft folder that takes its name once it is complete."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .binaires import majeure
from .compte import Compte, compte_pour_initdb
from .erreurs import PostgresEmbarqueError, depuis_le_systeme, expliquer

BROUILLON = ".brouillon-"
INITDB = [
    "--username=postgres",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    # Not C: the parser of full text search asks libc what a letter is, and with C takes the
    # apostrophe of « l’école » and the quotes of « citoyenne » for letters.
    f"--lc-ctype={'C.UTF-8' if sys.platform.startswith('linux') else 'en_US.UTF-8'}",
    "--data-checksums",
    # The socket's folder is closed to everyone else, and nothing listens on TCP.
    "--auth-local=trust",
    "--auth-host=reject",
]
# The same rights as a production role: no superuser, so that nothing works only here.
ROLE = b"CREATE ROLE tec LOGIN CREATEDB;\nCREATE DATABASE tec OWNER tec;\n"


def creer_grappe(donnees: Path, bin_: Path, compte: Compte, verrou: int) -> None:
    """initdb, role and database. `verrou` is held by the programs too: should we be killed, the
    next starter waits for them before it sweeps their draft."""
    demeure = donnees.parent
    try:
        for reste in demeure.glob(f"{BROUILLON}*"):
            shutil.rmtree(reste)
        brouillon = Path(tempfile.mkdtemp(prefix=BROUILLON, dir=demeure))
    except OSError as erreur:
        raise depuis_le_systeme(erreur, demeure) from erreur
    try:
        passager = compte_pour_initdb(compte)
        passager.donner(brouillon)
        options = passager.options() | {"pass_fds": (verrou,)}
        base = brouillon / "data"
        _executer([bin_ / "initdb", f"--pgdata={base}", *INITDB], options)
        seul = [bin_ / "postgres", "--single", "-j", "-D", base, "postgres"]
        _executer(seul, options, entree=ROLE.replace(b";\n", b";\n\n"))
        if passager != compte:
            _donner_tout(base, compte)
        _mettre_en_place(base, donnees)
    except OSError as erreur:
        raise depuis_le_systeme(erreur, demeure) from erreur
    finally:
        shutil.rmtree(brouillon, ignore_errors=True)


def _executer(commande: list, options: dict, entree: bytes = b"") -> None:
    """Run a program of PostgreSQL; its refusal becomes a sentence, with what it said below."""
    options = options | {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    try:
        fait = subprocess.run([*map(str, commande)], input=entree, check=False, **options)
    except OSError as erreur:
        raise PostgresEmbarqueError(
            f"PostgreSQL embarqué : « {commande[0]} » ne peut pas être exécuté "
            f"({erreur.strerror}). Refaites l’installation, ou donnez DATABASE_URL."
        ) from erreur
    texte = fait.stdout.decode(errors="replace").strip()
    # The single-user mode returns 0 whatever happened to its statements.
    if fait.returncode or "ERROR:" in texte or "FATAL:" in texte:
        raise PostgresEmbarqueError(
            "PostgreSQL embarqué : la base n’a pas pu être créée. "
            f"{expliquer(texte)}\n{chr(10).join(texte.splitlines()[-8:])}".strip()
        )


def _donner_tout(dossier: Path, compte: Compte) -> None:
    for chemin, sous_dossiers, fichiers in os.walk(dossier):
        for nom in (*sous_dossiers, *fichiers):
            compte.donner(Path(chemin, nom))
    compte.donner(dossier)


def _mettre_en_place(base: Path, donnees: Path) -> None:
    os.rename(base, donnees)
    fd = os.open(donnees.parent, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def verifier_version(donnees: Path) -> None:
    try:
        trouvee = (donnees / "PG_VERSION").read_text().strip()
    except OSError as erreur:
        raise PostgresEmbarqueError(
            f"PostgreSQL embarqué : « {donnees} » n’est pas une base PostgreSQL complète. "
            "Déplacez ou effacez ce dossier, puis recommencez."
        ) from erreur
    if trouvee != str(majeure()):
        raise PostgresEmbarqueError(
            f"PostgreSQL embarqué : les données de « {donnees} » sont de la version {trouvee}, le "
            f"serveur installé est de la version {majeure()}. Revenez à l’ancienne version du "
            "paquet pour les exporter, ou effacez la base de développement (« make clean »)."
        )
