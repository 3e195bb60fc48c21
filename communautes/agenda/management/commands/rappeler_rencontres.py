"""Reminds of tomorrow's meetings and of what is due. Nothing else depends on it."""

from django.core.management.base import BaseCommand

from communautes.agenda import rappels


class Command(BaseCommand):
    help = "Rappelle, la veille, les rencontres à qui y vient et les décisions à qui s’en charge."

    def handle(self, *args, **options):
        rencontres, decisions = rappels.rappeler(), rappels.rappeler_les_decisions()
        if options["verbosity"]:
            self.stdout.write(f"{rencontres} rencontres rappelées, {decisions} décisions.")
