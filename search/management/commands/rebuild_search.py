from django.core.management.base import BaseCommand

from search.services import reconstruire


class Command(BaseCommand):
    help = "Refait l’index de recherche sans l’interrompre."

    def handle(self, *args, **options):
        nombre = reconstruire()
        if options["verbosity"]:
            self.stdout.write(f"{nombre} documents dans l’index.")
