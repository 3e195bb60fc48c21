"""A workbook, read by a process of its own that may spend so much time and memory, and no more.

Weighing the parts (home/echanges/pesee.py) refuses the usual bombs in a second. What an XML parser
may be made to do is not all known: here, whatever it is, it ends with that process.
"""

import json
import logging
import resource
import signal
import subprocess
import sys
from pathlib import Path

from django.utils.translation import get_language

RACINE = Path(__file__).resolve().parents[2]
CALCUL = 20  # seconds; the largest table that is promised takes six of them
MEMOIRE = 512 * 1024**2  # bytes, Python's own included
HORLOGE = 240  # seconds: the machine may be busy with something else
SANS_MEMOIRE = 3  # what the reader answers when it has reached that limit
LIMITES = {SANS_MEMOIRE, -signal.SIGXCPU, -signal.SIGSEGV, -signal.SIGABRT}

journal = logging.getLogger(__name__)


class Epuise(Exception):
    """The workbook made its reader reach a limit."""


class Indisponible(Exception):
    """The reader did not start, or was stopped: the workbook may be a good one."""


def lire(contenu: bytes) -> dict:
    """`refus`, or `entetes`, `lignes`, `remarques`; raises Epuise or Indisponible."""
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
        reponse = json.loads(fait.stdout)
    except subprocess.CalledProcessError as erreur:
        journal.warning("A workbook was not read: %s", erreur.stderr[-2000:].decode())
        raise (Epuise if erreur.returncode in LIMITES else Indisponible) from erreur
    except (OSError, ValueError, subprocess.TimeoutExpired) as erreur:
        journal.warning("A workbook was not read: %s", type(erreur).__name__)
        raise Indisponible from erreur
    if "refus" in reponse:
        return reponse
    textes = reponse.pop("textes")
    lignes = [(numero, [textes[rang] for rang in rangs]) for numero, rangs in reponse["lignes"]]
    return reponse | {"lignes": lignes}


def _repondre(contenu: bytes) -> dict:
    """The table, or why there is none, in the language of who asks.

    Each text once: a small workbook may repeat a long one in every cell, and the site, that has no
    limit of its own, must not be made to hold as many copies.
    """
    from home.echanges import fichiers, lecture_xlsx

    try:
        fichier = fichiers.composer(*lecture_xlsx.rangees(contenu))
    except fichiers.FichierRefuse as refus:
        return {"refus": str(refus)}
    rangs: dict[str, int] = {}
    lignes = [
        (numero, [rangs.setdefault(texte, len(rangs)) for texte in cellules])
        for numero, cellules in fichier.lignes
    ]
    return {
        "entetes": fichier.entetes,
        "lignes": lignes,
        "textes": list(rangs),
        "remarques": fichier.remarques,
    }


def _main(langue: str, calcul: str, memoire: str) -> None:
    # The hard limit of time comes later: the soft one leaves by a signal that says why.
    resource.setrlimit(resource.RLIMIT_CPU, (int(calcul), int(calcul) + 5))
    resource.setrlimit(resource.RLIMIT_AS, (int(memoire), int(memoire)))
    import django
    from django.conf import settings
    from django.utils.translation import activate

    # Our texts, and nothing of the site: neither its database nor its secrets.
    settings.configure(LANGUAGE_CODE="fr", USE_I18N=True, LOCALE_PATHS=[RACINE / "locale"])
    django.setup()
    activate(langue)
    reponse = _repondre(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(reponse, ensure_ascii=False).encode())


if __name__ == "__main__":
    try:
        _main(*sys.argv[1:])
    except MemoryError:
        sys.exit(SANS_MEMOIRE)
