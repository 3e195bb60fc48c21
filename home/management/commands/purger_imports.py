from django.core.management.base import BaseCommand

from home.echanges.models import Import
from home.listes.models import ActionEnNombre


class Command(BaseCommand):
    help = "Efface imports et actions en nombre de plus de quatre-vingt-dix jours, pas les pages."

    def handle(self, **options):
        nombre = Import.objects.perimes().count()
        Import.objects.perimes().delete()
        actions = ActionEnNombre.objects.perimees().count()
        ActionEnNombre.objects.perimees().delete()
        self.stdout.write(f"{nombre} import(s) et {actions} action(s) en nombre effacé(s).")
