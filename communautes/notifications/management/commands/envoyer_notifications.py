from django.core.management.base import BaseCommand

from communautes.notifications.services.ecrire import ecrire_les_immediates
from communautes.notifications.services.recapitulatifs import envoyer_les_recapitulatifs
from communautes.notifications.services.rendre import rendre_ce_qui_se_lit


class Command(BaseCommand):
    help = "Écrit ce qui devait partir tout de suite et ne l’est pas, et les récapitulatifs dus."

    def handle(self, *args, **options):
        rendre_ce_qui_se_lit()  # first: it leaves in this run
        immediates, recapitulatifs = ecrire_les_immediates(), envoyer_les_recapitulatifs()
        if options["verbosity"] > 1 or (options["verbosity"] and (immediates or recapitulatifs)):
            self.stdout.write(
                f"Notifications : {immediates} écrites, {recapitulatifs} récapitulatifs."
            )
