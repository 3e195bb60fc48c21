"""Loads, or refreshes, the demo site: each room brings its own content."""

from django.core.management.base import BaseCommand
from django.db import transaction

from communautes.comptes import demo as comptes
from home import demo as home
from ressources import demo as ressources
from ressources.demo import traductions


class Command(BaseCommand):
    help = (
        "Charge ou rafraîchit le contenu de démonstration ; ce qu’il connaît déjà est mis à jour."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        comptes.charger()
        responsable = comptes.compte_redaction()
        ressources.charger(responsable=responsable)
        home.charger(page_id=ressources.page_id)
        traductions.charger()
        if options["verbosity"]:
            self.stdout.write("Le site de démonstration est chargé.")
