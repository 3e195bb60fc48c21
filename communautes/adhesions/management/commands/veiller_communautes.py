"""Asks who animates, tells ANCT, writes down what the clock has ended. Nothing depends on it but
the question, which is asked the day it runs.
"""

from django.core.management.base import BaseCommand

from communautes.adhesions import veille


class Command(BaseCommand):
    help = (
        "Interroge l’animation des communautés silencieuses, note celles qui se sont endormies, "
        "annonce celles qui vont finir, avertit l’ANCT des demandes sans réponse."
    )

    def handle(self, *args, **options):
        endormies, interrogees = veille.noter_les_endormies(), veille.interroger()
        annoncees, dites = veille.annoncer_les_fins(), veille.escalader()
        if options["verbosity"]:
            self.stdout.write(
                f"{interrogees} interrogées, {endormies} endormies, {annoncees} fins annoncées, "
                f"{dites} demandes dites à l’ANCT."
            )
