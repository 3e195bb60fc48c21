"""`python -m tec_site.postgres start|stop|status|url|clean`, for the Makefile and for people."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import cycle_de_vie as s
from .compte import ouvrir_tiroir
from .erreurs import PostgresEmbarqueError, depuis_le_systeme
from .restes import detenteurs

ECRIRE = sys.stdout.write


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    lecteur = argparse.ArgumentParser(prog="python -m tec_site.postgres", description=__doc__)
    lecteur.add_argument("action", choices=["start", "stop", "status", "url", "clean"])
    lecteur.add_argument("--racine", type=Path, default=Path.cwd(), help="dossier du projet")
    lecteur.add_argument(
        "--maintenir", action="store_true", help="start : reste en marche jusqu’à « stop »"
    )
    lecteur.add_argument(
        "--force", action="store_true", help="stop : même si d’autres processus l’utilisent"
    )
    return lecteur.parse_args(argv)


def _demarrer(choix: argparse.Namespace) -> int:
    url = s.url_embarquee(choix.racine)
    if choix.maintenir:
        s.maintenir(choix.racine)
        ECRIRE(f"PostgreSQL est en marche, jusqu’à « stop » : {url}\n")
    else:
        ECRIRE(
            f"PostgreSQL est en marche, {s.DELAI:.0f} s de plus que son dernier usager : {url}\n"
        )
    return 0


def _arreter(choix: argparse.Namespace) -> int:
    if s.arreter(choix.racine, force=choix.force):
        ECRIRE("PostgreSQL est arrêté.\n")
        return 0
    pids = ", ".join(map(str, _usagers(choix.racine))) or "inconnus"
    ECRIRE(f"PostgreSQL reste en marche : d’autres processus l’utilisent ({pids}).\n")
    return 1


def _etat(choix: argparse.Namespace) -> int:
    if not s.en_marche(choix.racine):
        ECRIRE("PostgreSQL est arrêté.\n")
        return 3  # as systemctl and pg_ctl do
    pids = ", ".join(map(str, _usagers(choix.racine))) or "aucun"
    ECRIRE(f"PostgreSQL est en marche. Usagers : {pids}.\n")
    return 0


def _effacer(choix: argparse.Namespace) -> int:
    s.effacer(choix.racine)
    ECRIRE("La base de développement est effacée.\n")
    return 0


def _usagers(racine: Path) -> list[int]:
    tiroir = ouvrir_tiroir(racine)
    gardien = (tiroir / "gardien.lock").read_text()
    return [pid for pid in detenteurs(tiroir / "baux.lock") if str(pid) != gardien]


def main(argv: list[str] | None = None) -> int:
    choix = _arguments(argv)
    try:
        if choix.action == "url":
            ECRIRE(f"{s.url_embarquee(choix.racine)}\n")
            return 0
        actions = {"start": _demarrer, "stop": _arreter, "status": _etat, "clean": _effacer}
        return actions[choix.action](choix)
    except PostgresEmbarqueError as erreur:
        sys.stderr.write(f"{erreur}\n")
    except OSError as erreur:
        sys.stderr.write(f"{depuis_le_systeme(erreur, erreur.filename or choix.racine)}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
