"""Applies a year's referential; safe to run again at any time."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from communautes.territoires import paquet
from communautes.territoires.importation import ImportRefuse, importer
from communautes.territoires.lecture import Illisible

MONTREES = 50


class Command(BaseCommand):
    help = (
        "Importe le référentiel des collectivités : tout ou rien, avec un rapport. Interrompu, il "
        "n’a rien écrit ; relancé, il ne refait pas ce qui est fait."
    )

    def add_arguments(self, parser):
        parser.add_argument("--fichier", type=Path, default=paquet.FICHIER)
        parser.add_argument("--essai", action="store_true", help="dit ce qui changerait")

    def handle(self, *args, **options):
        debut = time.monotonic()
        bavard = options["verbosity"] > 0
        dire = self.stdout.write if bavard else lambda texte: None
        try:
            plan = importer(options["fichier"], essai=options["essai"], dire=dire)
        except Illisible as erreur:
            raise CommandError(str(erreur)) from erreur
        except ImportRefuse as refus:
            raise CommandError(self._rapport(refus.erreurs)) from refus
        if plan is None:
            dire("Ce référentiel est déjà appliqué : rien à faire.")
            return
        for avis in plan.avis:
            dire(f"À voir : {avis}")
        comptes = ", ".join(f"{nom} : {nombre}" for nom, nombre in plan.compter().items())
        fait = "Essai, rien n’est écrit" if options["essai"] else "Référentiel appliqué"
        dire(f"{fait} en {time.monotonic() - debut:.0f} s. {comptes}.")

    @staticmethod
    def _rapport(erreurs: list[str]) -> str:
        lignes = [f"Rien n’a été écrit : {len(erreurs)} erreurs.", *erreurs[:MONTREES]]
        if len(erreurs) > MONTREES:
            lignes.append(f"… et {len(erreurs) - MONTREES} autres.")
        return "\n".join(lignes)
