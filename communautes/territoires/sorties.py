"""The referential in a spreadsheet, as the list of the admin shows it."""

from django.utils.translation import gettext_lazy as _

from communautes.territoires.models import Collectivite
from home.echanges.colonnes import Constat
from home.echanges.sorties import TableDeSortie


def _champ(nom: str):
    return lambda collectivite, contexte: getattr(collectivite, nom)


def _affichage(nom: str):
    return lambda collectivite, contexte: str(getattr(collectivite, f"get_{nom}_display")())


def _nom_de(nom: str):
    def lire(collectivite, contexte) -> str:
        liee = getattr(collectivite, nom)
        return liee.intitule if liee else ""

    return lire


class TableDesCollectivites(TableDeSortie):
    code = "collectivites"
    libelle_pluriel = _("collectivités")
    icone = "site"
    modele = Collectivite
    actes = ("view",)
    route_de_la_liste = "collectivites:index"
    constats = (
        Constat(_("Sorte"), _affichage("type")),
        Constat(_("Code"), _champ("code")),
        Constat(_("SIREN"), _champ("siren")),
        Constat(_("Nom"), _champ("nom")),
        Constat(_("Département"), _champ("ou")),
        Constat(_("Intercommunalité"), _nom_de("epci")),
        Constat(_("Population"), _champ("population")),
        Constat(_("État"), _affichage("statut")),
        Constat(_("Successeur"), _nom_de("successeur")),
        Constat(_("Année"), _champ("millesime")),
    )

    def prechargees(self, objets):
        return objets.select_related("epci", "successeur").defer(
            "recherche", "epci__recherche", "successeur__recherche"
        )
