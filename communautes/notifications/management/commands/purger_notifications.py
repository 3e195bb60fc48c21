from django.core.management.base import BaseCommand

from communautes.notifications.services.purge import purger


class Command(BaseCommand):
    help = "Efface les notifications de plus de six mois, et celles de ce qui n’existe plus."

    def handle(self, *args, **options):
        nombre = purger()
        if options["verbosity"] > 1 or (options["verbosity"] and nombre):
            self.stdout.write(f"Notifications effacées : {nombre}.")
