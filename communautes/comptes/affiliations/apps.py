from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AffiliationsConfig(AppConfig):
    name = "communautes.comptes.affiliations"
    label = "affiliations"
    verbose_name = _("affiliations")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from communautes.comptes.affiliations import (
            acces,
            actes,
            donnees,
            fusions,
            preuves,
            tableau,
        )
        from communautes.comptes.affiliations.echanges import TableDesAffiliations
        from communautes.comptes.affiliations.models import Affiliation
        from communautes.comptes.affiliations.permissions import JamaisALaMain
        from communautes.comptes.proconnect.identite import ou_travaille
        from communautes.territoires.dissolutions import a_la_dissolution
        from communautes.territoires.fusions import a_la_fusion
        from home import galerie
        from home.echanges import registre

        register_permission_policy(Affiliation, JamaisALaMain(Affiliation))
        registre.enregistrer(TableDesAffiliations())
        a_la_fusion("affiliations", fusions.deplacer, fusions.qui_suit)
        a_la_dissolution("affiliations", fusions.terminer, fusions.qui_part)
        preuves.enregistrer(ou_travaille)
        preuves.brancher()
        actes.brancher()
        donnees.brancher()
        tableau.brancher()
        galerie.ajouter("action_reservee", acces.exemples)
