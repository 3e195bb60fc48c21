from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class FichiersConfig(AppConfig):
    name = "communautes.fichiers"
    label = "fichiers"
    verbose_name = gettext_lazy("fichiers déposés")

    def ready(self):
        from communautes.comptes.reunion import registre
        from communautes.fichiers import controles, donnees

        controles.brancher()
        donnees.brancher()
        registre.declarer(
            registre.Decision(
                "fichiers.Fichier.depose_par",
                registre.Devenir.PASSE,
                gettext_lazy("fichiers déposés"),
            )
        )
