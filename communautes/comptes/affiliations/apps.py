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
            connexions,
            donnees,
            fusions,
            invitations,
            preuves,
            tableau,
        )
        from communautes.comptes.affiliations.echanges import TableDesAffiliations
        from communautes.comptes.affiliations.models import Affiliation
        from communautes.comptes.affiliations.services import a_la_fermeture, annuler_les_codes
        from communautes.comptes.fermeture import a_la_fermeture as apres_la_fermeture
        from communautes.comptes.proconnect.identite import ou_travaille
        from communautes.comptes.proconnect.liaison import compte_relie
        from communautes.comptes.proconnect.session import ce_que_dit
        from communautes.territoires.courriels import au_changement
        from communautes.territoires.dissolutions import a_la_dissolution
        from communautes.territoires.fusions import a_la_fusion
        from home import galerie
        from home.droits.lecture_seule import LectureSeule
        from home.echanges import registre

        register_permission_policy(Affiliation, LectureSeule(Affiliation))
        registre.enregistrer(TableDesAffiliations())
        a_la_fusion("affiliations", fusions.deplacer, fusions.qui_suit)
        a_la_dissolution("affiliations", fusions.terminer, fusions.qui_part)
        preuves.enregistrer(session=ce_que_dit, connue=ou_travaille)
        connexions.brancher(compte_relie)
        au_changement(annuler_les_codes)
        apres_la_fermeture(a_la_fermeture)
        actes.brancher()
        donnees.brancher()
        tableau.brancher()
        invitations.brancher()
        galerie.ajouter("action_reservee", acces.exemples)
