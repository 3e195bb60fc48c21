from django.core.management.base import BaseCommand

from home.echanges.models import Import


class Command(BaseCommand):
    help = "Efface les imports de plus de quatre-vingt-dix jours (les pages importées restent)."

    def handle(self, **options):
        nombre = Import.objects.perimes().count()
        Import.objects.perimes().delete()
        self.stdout.write(f"{nombre} import(s) effacé(s).")
