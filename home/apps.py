from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("socle")

    def ready(self):
        from home import checks, enregistrements, exports, publication  # noqa: F401
        from home.droits import politique as droits
        from home.edition import comparaisons, dates, historique, redirections_saisies
        from home.langues import signaux, traduction
        from home.medias import politique
        from home.tableau import enregistrements as tableau
        from home.usages import releve

        enregistrements.brancher()
        tableau.brancher()
        signaux.brancher()
        traduction.installer()
        exports.installer()
        comparaisons.brancher()
        redirections_saisies.installer()
        dates.brancher()
        historique.installer()
        publication.installer()
        politique.installer()
        droits.installer()
        releve.brancher()
