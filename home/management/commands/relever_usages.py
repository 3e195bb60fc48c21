"""Notes again what each latest or programmed version uses."""

from django.core.management.base import BaseCommand

from home.usages.releve import relever_tout


class Command(BaseCommand):
    help = "Relève les pages, les acteurs, les images et les fichiers que citent les versions."

    def handle(self, *args, **options):
        self.stdout.write(f"{relever_tout()} versions relevées.")
