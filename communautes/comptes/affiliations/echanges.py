"""The affiliations in a spreadsheet: the name of who works where, and no address."""

from django.utils.translation import gettext_lazy

from communautes.comptes.affiliations.models import Affiliation
from home.echanges.colonnes import Constat
from home.echanges.sorties import TableDeSortie, affichage, champ


class TableDesAffiliations(TableDeSortie):
    code = "affiliations"
    libelle_pluriel = gettext_lazy("affiliations")
    icone = "group"
    modele = Affiliation
    actes = ("view",)
    route_de_la_liste = "affiliations_admin:index"
    constats = (
        Constat(gettext_lazy("Personne"), lambda a, contexte: a.nom_ecrit),
        Constat(gettext_lazy("Collectivité"), lambda a, contexte: a.collectivite.intitule),
        affichage(gettext_lazy("Fonction"), "fonction"),
        affichage(gettext_lazy("Niveau"), "niveau"),
        affichage(gettext_lazy("Preuve"), "preuve"),
        affichage(gettext_lazy("Rôle"), "role"),
        champ(gettext_lazy("Habilité à engager"), "habilite_a_engager"),
        champ(gettext_lazy("État"), "etat_en_mots"),
        champ(gettext_lazy("Motif"), "motif"),
        champ(gettext_lazy("Depuis"), "depuis"),
        champ(gettext_lazy("Fin du mandat"), "fin_mandat"),
        champ(gettext_lazy("Confirmée le"), "confirmee_le"),
        champ(gettext_lazy("Réponse attendue avant le"), "echeance_le"),
    )

    def prechargees(self, objets):
        return objets.pour_liste()
