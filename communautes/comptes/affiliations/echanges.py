"""The affiliations in a spreadsheet: the name of who works where, and no address."""

from django.utils.translation import gettext_lazy

from communautes.comptes.affiliations.models import Affiliation
from home.echanges.colonnes import Constat
from home.echanges.sorties import TableDeSortie


def _affichage(champ: str):
    return lambda affiliation, contexte: str(getattr(affiliation, f"get_{champ}_display")())


def _champ(champ: str):
    return lambda affiliation, contexte: getattr(affiliation, champ)


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
        Constat(gettext_lazy("Fonction"), _affichage("fonction")),
        Constat(gettext_lazy("Niveau"), _affichage("niveau")),
        Constat(gettext_lazy("Preuve"), _affichage("preuve")),
        Constat(gettext_lazy("Rôle"), _affichage("role")),
        Constat(gettext_lazy("Habilité à engager"), _champ("habilite_a_engager")),
        Constat(gettext_lazy("État"), _champ("etat_en_mots")),
        Constat(gettext_lazy("Motif"), _champ("motif")),
        Constat(gettext_lazy("Depuis"), _champ("depuis")),
        Constat(gettext_lazy("Fin du mandat"), _champ("fin_mandat")),
        Constat(gettext_lazy("Confirmée le"), _champ("confirmee_le")),
        Constat(gettext_lazy("Réponse attendue avant le"), _champ("echeance_le")),
    )

    def prechargees(self, objets):
        return objets.pour_liste()
