from django.core.management.base import BaseCommand

from communautes.comptes.models import DemandeDeConnexion
from communautes.notifications.services import effacer_les_anciens, livrer_ce_qui_est_du


class Command(BaseCommand):
    help = "Envoie les courriels qui attendent leur tour, et efface ceux de plus de 90 jours."

    def handle(self, *args, **options):
        envoyes, effaces = livrer_ce_qui_est_du(), effacer_les_anciens()
        DemandeDeConnexion.objects.purger()
        if options["verbosity"] > 1 or (options["verbosity"] and (envoyes or effaces)):
            self.stdout.write(f"Courriels : {envoyes} envoyés, {effaces} effacés.")
