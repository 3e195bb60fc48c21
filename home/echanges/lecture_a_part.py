"""A workbook, read by a process of its own that may spend so much time and memory, and no more.

Weighing the parts (home/echanges/pesee.py) refuses the usual bombs in a second. What an XML parser
may be made to do is not all known: here, whatever it is, it ends with that process.
"""

import json
import logging
import resource
import subprocess
import sys
from pathlib import Path

from django.utils.translation import get_language

RACINE = Path(__file__).resolve().parents[2]
CALCUL = 20  # seconds; the largest table that is promised takes six of them
MEMOIRE = 512 * 1024**2  # bytes, Python's own included
HORLOGE = 120  # seconds: the machine may be busy with something else

journal = logging.getLogger(__name__)


class Epuise(Exception):
    """The reader has reached one of its limits, or has broken."""


def lire(contenu: bytes) -> dict:
    """What `_repondre` says; raises Epuise."""
    commande = [sys.executable, "-m", __name__, get_language() or "fr", str(CALCUL), str(MEMOIRE)]
    try:
        fait = subprocess.run(  # noqa: S603 (our own module, nothing of the file in the command)
            commande,
            input=contenu,
            capture_output=True,
            cwd=RACINE,
            env={},  # no secret of the site either
            timeout=HORLOGE,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as erreur:
        journal.warning("A workbook was not read: %s", (erreur.stderr or b"")[-2000:].decode())
        raise Epuise from erreur
    return json.loads(fait.stdout)


def _repondre(contenu: bytes) -> dict:
    """The table, or why there is none, in the language of who asks."""
    from home.echanges import fichiers, lecture_xlsx

    try:
        fichier = fichiers.composer(*lecture_xlsx.rangees(contenu))
    except fichiers.FichierRefuse as refus:
        return {"refus": str(refus)}
    return {"table": [fichier.entetes, fichier.lignes, fichier.remarques]}


def _main(langue: str, calcul: str, memoire: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (int(calcul), int(calcul)))
    resource.setrlimit(resource.RLIMIT_AS, (int(memoire), int(memoire)))
    import django
    from django.conf import settings
    from django.utils.translation import activate

    # Our texts, and nothing of the site: neither its database nor its secrets.
    settings.configure(LANGUAGE_CODE="fr", USE_I18N=True, LOCALE_PATHS=[RACINE / "locale"])
    django.setup()
    activate(langue)
    json.dump(_repondre(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    _main(*sys.argv[1:])
