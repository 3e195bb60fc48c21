"""Gives an alias to the French pages that have none (after a bulk load)."""

from django.core.management.base import BaseCommand

from home.langues import miroir


class Command(BaseCommand):
    help = "Crée les pages anglaises manquantes : chaque page française publiée en a une."

    def handle(self, *args, **options):
        nombre = miroir.completer()
        if options["verbosity"]:
            self.stdout.write(f"{nombre} page(s) complétée(s).")
