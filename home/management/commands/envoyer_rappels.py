from django.core.management.base import BaseCommand

from home.fraicheur.rappels import envoyer_les_rappels, oublier_les_anciens


class Command(BaseCommand):
    help = "Envoie à chacun, une fois par semaine, la liste des contenus qu’il doit relire."

    def handle(self, *args, **options):
        envoyes = envoyer_les_rappels()
        oublier_les_anciens()
        if options["verbosity"]:
            self.stdout.write(f"{envoyes} rappel(s) envoyé(s).")
