"""Confides questions past their time, forgets drafts that nobody has touched for two months."""

from django.core.management.base import BaseCommand

from communautes.discussions import veille
from communautes.discussions.services.brouillons import purger


class Command(BaseCommand):
    help = (
        "Confie à une personne nommée, et l’en avertit, chaque question restée sans réponse "
        "au-delà du délai visé\u00a0; efface les brouillons oubliés."
    )

    def handle(self, *args, **options):
        confiees, effaces = veille.confier_les_retards(), purger()
        if options["verbosity"]:
            self.stdout.write(f"{confiees} questions confiées, {effaces} brouillons effacés.")
