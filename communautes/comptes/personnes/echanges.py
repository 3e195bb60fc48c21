"""The people in a spreadsheet. It has their addresses: each export leaves a trace."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from communautes.comptes.models import User
from communautes.comptes.personnes import lecture
from home.echanges.colonnes import Constat
from home.echanges.sorties import TableDeSortie, champ, dit


def _collectivites(personne, contexte) -> str:
    return " | ".join(
        f"{a.collectivite.intitule} ({a.get_niveau_display()})" for a in personne.siennes
    )


class TableDesPersonnes(TableDeSortie):
    code = "personnes"
    libelle_pluriel = _("personnes")
    icone = "user"
    modele = User
    actes = ("change",)
    route_de_la_liste = "wagtailusers_users:index"
    constats = (
        champ(_("Numéro"), "pk"),
        champ(_("Prénom"), "first_name"),
        champ(_("Nom"), "last_name"),
        champ(_("Adresse électronique"), "email"),
        champ(_("Fonction"), "fonction"),
        champ(_("Boîte partagée"), "boite_partagee"),
        Constat(_("Collectivités"), _collectivites),
        dit(_("Meilleur niveau"), lecture.niveau),
        dit(_("Rôles"), lecture.roles),
        dit(_("Portes"), lecture.portes),
        champ(_("Seconde vérification"), "a_un_facteur"),
        champ(_("Inscription"), "date_joined"),
        champ(_("Dernière connexion"), "last_login"),
        dit(_("Compte"), lecture.etat),
    )

    def prechargees(self, objets):
        return lecture.pour_liste(objets)

    def a_exporter(self, pks, contexte):
        """Whoever takes addresses away signs for it, however few they are."""
        par = contexte.utilisateur
        log(par, "comptes.export", user=par, data={"nombre": len(pks)})
        return super().a_exporter(pks, contexte)
