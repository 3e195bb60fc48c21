"""Once a day: warns, then forgets the accounts that nobody has used for twenty-four months."""

from django.core.management.base import BaseCommand, CommandError

from communautes.comptes.donnees.services import inactivite

AU_PLUS = 500


class Command(BaseCommand):
    help = "Prévient puis anonymise les comptes sans activité depuis vingt-quatre mois."

    def add_arguments(self, parser):
        parser.add_argument("--a-blanc", action="store_true", help="Dit ce qui serait fait.")
        parser.add_argument(
            "--au-plus", type=int, default=AU_PLUS, help="De chaque sorte, par passage."
        )

    def handle(self, *args, a_blanc: bool, au_plus: int, **options):
        if a_blanc:
            self._annoncer()
            return
        fait = inactivite.passer(au_plus=au_plus)
        self.stdout.write(
            "{mois} prévenus un mois avant, {semaine} une semaine avant, {oublies} anonymisés, "
            "{echecs} laissés.".format(**fait)
        )
        self._dire_les_injoignables()
        if fait["echecs"]:
            raise CommandError("Des comptes sont laissés : le journal du processus dit lesquels.")

    def _annoncer(self) -> None:
        """Numbers of accounts only: a terminal keeps what is written in it."""
        for quoi, personnes in (
            ("À prévenir un mois avant", inactivite.a_prevenir()),
            ("À prévenir une semaine avant", inactivite.a_prevenir_encore()),
            ("À anonymiser", inactivite.a_oublier()),
        ):
            cles = ", ".join(str(personne.pk) for personne in personnes) or "aucun"
            self.stdout.write(f"{quoi} : {cles}.")
        self._dire_les_injoignables()

    def _dire_les_injoignables(self) -> None:
        if nombre := inactivite.injoignables().count():
            self.stdout.write(f"{nombre} n’ont pas pu être prévenus : leur compte est gardé.")
