"""The journal in a spreadsheet: who is a number, since a file goes where nobody erases it."""

from django.utils.translation import gettext_lazy

from communautes.journal.models import Entree
from home.echanges.colonnes import Constat
from home.echanges.sorties import TableDeSortie


def _nom(collectivite) -> str:
    return collectivite.intitule if collectivite else ""


class TableDuJournal(TableDeSortie):
    code = "journal"
    libelle_pluriel = gettext_lazy("entrées du journal")
    icone = "history"
    modele = Entree
    actes = ("view",)
    route_de_la_liste = "journal:index"
    constats = (
        Constat(gettext_lazy("Date"), lambda entree, contexte: entree.le),
        Constat(gettext_lazy("Acte"), lambda entree, contexte: entree.libelle),
        Constat(gettext_lazy("Personne (numéro)"), lambda entree, contexte: entree.personne_id),
        Constat(gettext_lazy("Au nom de"), lambda entree, contexte: _nom(entree.au_nom_de)),
        Constat(
            gettext_lazy("Collectivité concernée"), lambda entree, contexte: _nom(entree.concerne)
        ),
        Constat(gettext_lazy("Objet"), lambda entree, contexte: entree.objet_en_mots),
        Constat(gettext_lazy("Changements"), lambda entree, contexte: entree.changements_en_mots),
        Constat(gettext_lazy("Motif"), lambda entree, contexte: entree.motif),
    )

    def prechargees(self, objets):
        return objets.pour_liste()
