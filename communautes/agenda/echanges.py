"""The two lists in a spreadsheet: meetings with their numbers, decisions with who does them."""

from django.utils.translation import gettext_lazy as _

from communautes.agenda.models import DecisionDeRencontre, Rencontre
from home.echanges.colonnes import Constat
from home.echanges.sorties import TableDeSortie, affichage, champ, dit


class TableDesRencontres(TableDeSortie):
    code = "rencontres"
    libelle_pluriel = _("rencontres")
    icone = "calendar"
    modele = Rencontre
    actes = ("view",)
    route_de_la_liste = "rencontres_admin:index"
    constats: tuple[Constat, ...] = (
        champ(_("Titre"), "titre"),
        dit(_("Communauté"), lambda une: une.communaute.title if une.communaute else ""),
        champ(_("État"), "etat_en_mots"),
        champ(_("Début"), "debut"),
        champ(_("Fin"), "fin"),
        affichage(_("Fuseau horaire"), "fuseau"),
        champ(_("Format"), "format_en_mots"),
        champ(_("Lieu"), "lieu"),
        affichage(_("Pour qui"), "audience"),
        champ(_("Places"), "capacite"),
        champ(_("Inscrits"), "nombre_d_inscrits"),
        champ(_("En attente"), "en_attente"),
        champ(_("Motif de l’annulation"), "motif"),
    )

    def prechargees(self, objets):
        return objets.pour_liste()


class TableDesDecisions(TableDeSortie):
    code = "decisions_de_rencontre"
    libelle_pluriel = _("décisions de rencontre")
    icone = "tasks"
    modele = DecisionDeRencontre
    actes = ("view",)
    route_de_la_liste = "decisions_admin:index"
    constats: tuple[Constat, ...] = (
        champ(_("Décision"), "texte"),
        dit(_("Rencontre"), lambda une: une.rencontre.titre),
        dit(_("À faire par"), lambda une: une.qui_ecrit),
        champ(_("Échéance"), "echeance"),
        affichage(_("État"), "etat"),
        champ(_("Close le"), "close_le"),
    )

    def prechargees(self, objets):
        return objets.ouvertes_a_tous().pour_liste()
