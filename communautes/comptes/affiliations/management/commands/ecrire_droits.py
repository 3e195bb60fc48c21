"""Writes the table of communautes/comptes/droits.py in docs/droits.md, between its two marks."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from communautes.comptes import droits

DEBUT, FIN = "<!-- table des affiliations -->", "<!-- fin de la table -->"


def recrit(texte: str) -> str:
    avant, _debut, reste = texte.partition(DEBUT)
    _ancienne, _fin, apres = reste.partition(FIN)
    with translation.override("fr"):
        return f"{avant}{DEBUT}\n\n{droits.en_markdown()}\n\n{FIN}{apres}"


class Command(BaseCommand):
    help = "Met à jour la table des affiliations de docs/droits.md."

    def handle(self, *args, **options):
        fichier = settings.RACINE / "docs" / "droits.md"
        fichier.write_text(recrit(fichier.read_text(encoding="utf-8")), encoding="utf-8")
