"""Removes the files that were given and never attached to anything. Nothing depends on it."""

from django.core.management.base import BaseCommand

from communautes.fichiers import services


class Command(BaseCommand):
    help = "Efface les fichiers déposés depuis plus de deux jours et joints à rien."

    def handle(self, *args, **options):
        nombre = services.purger()
        if options["verbosity"]:
            self.stdout.write(f"{nombre} fichiers effacés.")
