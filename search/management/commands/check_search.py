from django.core.management.base import BaseCommand, CommandError

from search.services import verifier


class Command(BaseCommand):
    help = "Compare l’index de recherche à ce qui est publié ; sort en erreur s’ils diffèrent."

    def handle(self, *args, **options):
        ecarts = verifier()
        for titre in ("manquants", "perimes", "orphelins"):
            for objet, locale in getattr(ecarts, titre):
                self.stderr.write(f"{titre} : {objet} ({locale})")
        if ecarts:
            raise CommandError("L’index diffère de ce qui est publié : lancez rebuild_search.")
        self.stdout.write("L’index dit exactement ce qui est publié.")
