"""A worker on the tests' database: it writes two lines of an import, says so, and waits.

python -m tests.home.echanges.ouvrier_tue <database> <import> <launch>
"""

import sys
import time

import django
from django.conf import settings


def main(base: str, import_pk: str, jeton: str) -> None:
    settings.DATABASES["default"]["NAME"] = base
    django.setup()
    from home.echanges import etapes, services

    ecrire, faites = etapes._appliquer_la_ligne, []

    def ecrire_puis_attendre(*arguments):
        ecrire(*arguments)
        faites.append(1)
        if len(faites) == 2:
            sys.stdout.write("deux lignes\n")
            sys.stdout.flush()
            time.sleep(120)

    etapes._appliquer_la_ligne = ecrire_puis_attendre
    services.executer(int(import_pk), jeton)


if __name__ == "__main__":
    main(*sys.argv[1:])
