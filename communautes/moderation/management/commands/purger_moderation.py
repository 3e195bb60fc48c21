"""Erases the addresses and words of reports that are long decided, and what the rules remember."""

from django.core.management.base import BaseCommand

from communautes.moderation.services import purger


class Command(BaseCommand):
    help = "Efface adresses et textes des signalements décidés depuis six mois."

    def handle(self, *args, **options):
        signalements, dossiers = purger()
        if options["verbosity"]:
            self.stdout.write(f"{signalements} signalements et {dossiers} dossiers vidés.")
