"""The two lists in a spreadsheet: the name of who belongs where, and no address."""

from django.utils.translation import gettext_lazy as _

from communautes.adhesions.models import Adhesion, Vie
from home.echanges.colonnes import Constat
from home.echanges.sorties import TableDeSortie, affichage, champ, dit


class TableDesAdhesions(TableDeSortie):
    code = "adhesions"
    libelle_pluriel = _("adhésions")
    icone = "group"
    modele = Adhesion
    actes = ("view",)
    route_de_la_liste = "adhesions_admin:index"
    constats: tuple[Constat, ...] = (
        champ(_("Personne"), "nom_ecrit"),
        dit(_("Communauté"), lambda une: une.communaute.title),
        champ(_("État"), "etat_en_mots"),
        affichage(_("Rôle"), "role"),
        champ(_("Demandée le"), "demandee_le"),
        champ(_("Réponse attendue avant le"), "echeance_le"),
        champ(_("Membre depuis"), "depuis"),
        champ(_("Close le"), "close_le"),
        champ(_("Exclue jusqu’au"), "exclue_jusqu_au"),
        champ(_("Motif"), "motif"),
    )

    def prechargees(self, objets):
        return objets.pour_liste()


class TableDesCommunautes(TableDeSortie):
    code = "communautes"
    libelle_pluriel = _("communautés")
    icone = "group"
    modele = Vie
    actes = ("view",)
    route_de_la_liste = "communautes_admin:index"
    constats: tuple[Constat, ...] = (
        dit(_("Communauté"), lambda vie: vie.communaute.title),
        champ(_("État"), "etat_en_mots"),
        dit(_("Comment on entre"), lambda vie: vie.communaute.get_acces_display()),
        dit(_("Qui lit"), lambda vie: vie.communaute.get_visibilite_display()),
        champ(_("Membres"), "nombre_de_membres"),
        champ(_("Demandes en attente"), "nombre_de_demandes"),
        champ(_("Animation"), "noms_de_l_animation"),
        champ(_("Dernière activité"), "derniere_activite_le"),
        dit(_("Fin prévue"), lambda vie: vie.communaute.fin_prevue),
        champ(_("Synthèse"), "synthese"),
    )

    def prechargees(self, objets):
        return objets.pour_liste()
