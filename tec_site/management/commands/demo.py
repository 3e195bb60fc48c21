"""Loads, or refreshes, the demo site: each room brings its own content."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from communautes.adhesions import demo as adhesions
from communautes.agenda import demo as agenda
from communautes.comptes import demo as comptes
from communautes.comptes.affiliations import demo as affiliations
from communautes.discussions import demo as discussions
from communautes.lettres import demo as lettres
from communautes.moderation import demo as moderation
from communautes.retours import demo as retours
from home import demo as home
from home.demo import qualite
from ressources import demo as ressources
from ressources.demo import annuaire, bureau, fraicheur, traductions


class Command(BaseCommand):
    help = (
        "Charge ou rafraîchit le contenu de démonstration ; ce qu’il connaît déjà est mis à jour."
    )

    def handle(self, *args, **options):
        if not settings.TEC_DEMO:
            raise CommandError(
                "Le site de démonstration ne se charge pas en production : ses contenus et ses "
                "comptes sont inventés. Utilisez les réglages de développement (make demo)."
            )
        self.charger(options)

    @transaction.atomic
    def charger(self, options):
        comptes.charger()
        affiliations.charger()
        responsable = comptes.compte_redaction()
        ressources.charger(responsable=responsable)
        annuaire.charger()
        home.charger(page_id=ressources.page_id)
        adhesions.charger()
        discussions.charger()
        agenda.charger()
        lettres.charger()
        retours.charger()
        moderation.charger()  # after every room that publishes
        traductions.charger()
        fraicheur.charger()
        bureau.charger()
        qualite.charger()
        if options["verbosity"]:
            self.stdout.write("Le site de démonstration est chargé.")
