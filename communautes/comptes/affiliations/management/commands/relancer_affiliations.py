"""Tells ANCT what waits for it, and writes down what the clock has ended. Nothing depends on it."""

from django.core.management.base import BaseCommand

from communautes.comptes.affiliations import relances


class Command(BaseCommand):
    help = "Avertit l’ANCT des affiliations sans réponse, et note celles qui ont expiré."

    def handle(self, *args, **options):
        dites, expirees = relances.escalader(), relances.noter_les_expirees()
        if options["verbosity"]:
            self.stdout.write(f"{dites} dites à l’ANCT, {expirees} expirées.")
