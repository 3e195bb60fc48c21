"""Erases the addresses that did not answer in time. Nothing depends on it: the clock closes."""

from django.core.management.base import BaseCommand

from communautes.adhesions.services import invitations


class Command(BaseCommand):
    help = "Efface les adresses des invitations expirées, restées sans réponse."

    def handle(self, *args, **options):
        nombre = invitations.expirer()
        if options["verbosity"]:
            self.stdout.write(f"{nombre} invitations expirées.")
