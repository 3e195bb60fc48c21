from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from home.langues.lecture import SOURCE
from home.qualite import releve, verification
from home.qualite.models import AdresseExterne


class Command(BaseCommand):
    help = (
        "Demande aux autres sites si les adresses que citent les contenus publiés répondent "
        "encore (chaque nuit, après relever_qualite)."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--nombre", type=int, default=verification.PAR_PASSAGE, help="Adresses au plus."
        )
        parser.add_argument(
            "--minutes",
            type=float,
            default=verification.PAR_PASSAGE_SECONDES / 60,
            help="Durée au plus.",
        )

    def handle(self, *, nombre: int, minutes: float, **options):
        if nombre < 1 or minutes <= 0:
            raise CommandError("Donnez un nombre et une durée plus grands que zéro.")
        with translation.override(SOURCE):
            try:
                with verification.seul():
                    releve.collecter_tout()
                    changees = verification.verifier(nombre, minutes * 60)
                    releve.relever_adresses(adresse.pk for adresse in changees)
            except verification.DejaEnCours:
                raise CommandError(
                    "Une vérification est déjà en cours : laissez-la finir."
                ) from None
        if options["verbosity"]:
            restent = AdresseExterne.objects.dues().count()
            self.stdout.write(f"{len(changees)} adresse(s) ont changé d’état, {restent} attendent.")
