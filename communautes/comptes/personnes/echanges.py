"""The people in a spreadsheet. It has their addresses: each export leaves a trace."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from communautes.comptes.models import User
from communautes.comptes.personnes import lecture
from home.echanges.colonnes import Constat
from home.echanges.sorties import TableDeSortie


def _champ(nom: str):
    return lambda personne, contexte: getattr(personne, nom)


def _dit(fonction):
    return lambda personne, contexte: fonction(personne)


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
        Constat(_("Numéro"), _champ("pk")),
        Constat(_("Prénom"), _champ("first_name")),
        Constat(_("Nom"), _champ("last_name")),
        Constat(_("Adresse électronique"), _champ("email")),
        Constat(_("Fonction"), _champ("fonction")),
        Constat(_("Boîte partagée"), _champ("boite_partagee")),
        Constat(_("Collectivités"), _collectivites),
        Constat(_("Meilleur niveau"), _dit(lecture.niveau)),
        Constat(_("Rôles"), _dit(lecture.roles)),
        Constat(_("Portes"), _dit(lecture.portes)),
        Constat(_("Seconde vérification"), _champ("a_un_facteur")),
        Constat(_("Inscription"), _champ("date_joined")),
        Constat(_("Dernière connexion"), _champ("last_login")),
        Constat(_("Compte"), _dit(lecture.etat)),
    )

    def prechargees(self, objets):
        return lecture.pour_liste(objets)

    def a_exporter(self, pks, contexte):
        """Whoever takes addresses away signs for it, however few they are."""
        par = contexte.utilisateur
        log(par, "comptes.export", user=par, data={"nombre": len(pks)})
        return super().a_exporter(pks, contexte)
