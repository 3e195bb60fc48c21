"""The log in a spreadsheet: who is a number, since a file goes where nobody erases it."""

from django.utils.translation import gettext_lazy as _

from communautes.comptes.connexions import mots
from communautes.comptes.models import EvenementDeConnexion
from home.echanges.colonnes import Constat
from home.echanges.sorties import TableDeSortie, dit


class TableDesEvenements(TableDeSortie):
    code = "evenements"
    libelle_pluriel = _("événements de connexion")
    icone = "key"
    modele = EvenementDeConnexion
    actes = ("view",)
    route_de_la_liste = "evenements:index"
    constats = (
        Constat(_("Date"), lambda ligne, contexte: ligne.date),
        dit(_("Événement"), mots.evenement),
        Constat(_("Personne (numéro)"), lambda ligne, contexte: ligne.personne_id),
        dit(_("Porte"), mots.porte),
        dit(_("Cause"), mots.cause),
        dit(_("Précisions"), mots.precisions),
    )
