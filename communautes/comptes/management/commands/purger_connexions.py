"""Each day: what the log of sign-ins has kept for a year goes, addresses of machines with it."""

from django.core.management.base import BaseCommand

from communautes.comptes.evenements import purger


class Command(BaseCommand):
    help = "Efface les événements de connexion d’un an et plus, et les adresses de leurs machines."

    def handle(self, *args, **options):
        self.stdout.write(f"{purger()} lignes effacées.")
