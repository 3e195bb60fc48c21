"""`make donnees`: takes the referential again from its npm package."""

import subprocess
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from communautes.territoires import paquet


class Command(BaseCommand):
    help = "Refait le fichier du référentiel des collectivités depuis son paquet npm."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--paquet", default=paquet.VERSION, help="version du paquet")
        parser.add_argument("--millesime", type=int, default=2026, help="année des données")
        parser.add_argument("--fichier", type=Path, default=paquet.FICHIER)

    def handle(self, *args, **options):
        fichier = options["fichier"]
        try:
            reduit = paquet.rafraichir(options["paquet"], options["millesime"], fichier)
        except FileNotFoundError as manque:
            raise CommandError("Il faut npm pour refaire les données (paquet « npm »).") from manque
        except subprocess.CalledProcessError as echec:
            raise CommandError(f"npm n’a pas trouvé le paquet : {echec.stderr}") from echec
        self.stdout.write(
            f"{fichier.name} : {reduit['paquet']} {reduit['version']} du {reduit['publie_le']}, "
            f"{len(reduit['communes'])} communes, {fichier.stat().st_size // 1000} ko."
        )
