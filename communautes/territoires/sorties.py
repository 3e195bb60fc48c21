"""The referential in a spreadsheet, as the list of the admin shows it."""

from django.utils.translation import gettext_lazy as _

from communautes.territoires.models import Collectivite
from home.echanges.colonnes import Constat
from home.echanges.sorties import TableDeSortie, affichage, champ


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
        affichage(_("Sorte"), "type"),
        champ(_("Code"), "code"),
        champ(_("SIREN"), "siren"),
        champ(_("Nom"), "nom"),
        champ(_("Département"), "ou"),
        Constat(_("Intercommunalité"), _nom_de("epci")),
        champ(_("Population"), "population"),
        affichage(_("État"), "statut"),
        Constat(_("Successeur"), _nom_de("successeur")),
        champ(_("Année"), "millesime"),
    )

    def prechargees(self, objets):
        return objets.select_related("epci", "successeur").defer(
            "recherche", "epci__recherche", "successeur__recherche"
        )
