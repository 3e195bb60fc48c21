"""Extracts the texts of the interface into locale/, then says what is left to translate."""

from django.core.management.base import BaseCommand

from tec_site import textes


class Command(BaseCommand):
    help = "Met à jour les catalogues de l’interface et affiche ce qui reste à traduire."
    requires_system_checks = []

    def handle(self, *args, **options):
        textes.mettre_a_jour()
        textes.compiler()
        fautes = textes.ecarts()
        for faute in fautes:
            self.stdout.write(faute)
        self.stdout.write(
            f"{len(fautes)} à traduire." if fautes else "Les catalogues sont complets."
        )
