"""Tells ANCT what waits for it, and writes down what the clock has ended. Nothing depends on it."""

from django.core.management.base import BaseCommand

from communautes.comptes.affiliations import relances


class Command(BaseCommand):
    help = (
        "Avertit l’ANCT de ce qui est sans réponse, note ce qui a expiré, annonce ce qui va finir."
    )

    def handle(self, *args, **options):
        dites, expirees = relances.escalader(), relances.noter_les_expirees()
        annoncees = relances.annoncer_les_fins()
        relances.oublier_les_empreintes()
        if options["verbosity"]:
            self.stdout.write(
                f"{dites} dites à l’ANCT, {expirees} expirées, {annoncees} annoncées."
            )
