"""Compiles locale/*.po where they changed (make run, tests, image of production)."""

from django.core.management.base import BaseCommand

from tec_site import textes


class Command(BaseCommand):
    help = "Compile les catalogues de l’interface qui ont changé."
    requires_system_checks = []

    def handle(self, *args, **options):
        ecrits = textes.compiler()
        if options["verbosity"]:
            self.stdout.write(f"{len(ecrits)} catalogue(s) compilé(s).")
