from django.core.management.base import BaseCommand
from django.utils import translation

from home.langues.lecture import SOURCE
from home.qualite import releve
from home.qualite.models import Constat


class Command(BaseCommand):
    help = "Relève ce qui est à corriger dans les contenus publiés (chaque nuit)."

    def handle(self, **options):
        with translation.override(SOURCE):
            nombre = releve.relever_tout()
        if options["verbosity"]:
            ouverts = Constat.objects.ouverts().count()
            self.stdout.write(f"{nombre} contenu(s) relevé(s), {ouverts} constat(s) à corriger.")
