from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DonneesConfig(AppConfig):
    name = "communautes.comptes.donnees"
    label = "donnees"
    verbose_name = _("données personnelles")

    def ready(self):
        from communautes.comptes.donnees import (
            actes,
            activite,
            compte,
            editorial,
            obstacles,
            registre,
            socle,
            tableau,
        )

        registre.declarer(*compte.DETENTIONS, *socle.DETENTIONS, *editorial.DETENTIONS)
        registre.verrouiller_avant(obstacles.verrouiller_les_superutilisateurs)
        registre.refuser_si(obstacles.compte_de_demonstration)
        registre.refuser_si(obstacles.dernier_superutilisateur)
        actes.brancher()
        activite.brancher()
        tableau.brancher()
