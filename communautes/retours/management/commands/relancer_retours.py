"""Asks for news of what was taken up, and whether retours are still true. Nothing depends on it."""

from django.core.management.base import BaseCommand

from communautes.retours.reprises import relances


class Command(BaseCommand):
    help = "Demande des nouvelles des reprises, et si les retours d’expérience sont toujours vrais."

    def handle(self, *args, **options):
        nouvelles = relances.demander_des_nouvelles()
        actualite = relances.demander_si_c_est_vrai()
        relances.oublier_les_propositions()
        relances.recompter_les_ecarts()
        if options["verbosity"]:
            self.stdout.write(f"{nouvelles} nouvelles demandées, {actualite} retours à confirmer.")
