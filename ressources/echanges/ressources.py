"""Resources in and out of a spreadsheet."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from home.echanges import genres
from home.echanges.colonnes_de_page import (
    colonne_reference,
    colonne_resume,
    colonne_statut,
    colonne_titre,
    constats,
)
from home.echanges.corps import colonne_corps
from home.echanges.pages import TableDePages
from home.referentiels import NiveauParticipation
from ressources.echanges import colonnes
from ressources.echanges.annuaires import Annuaires
from ressources.echanges.etiquettes import AvecEtiquettes
from ressources.models import RessourceIndexPage, RessourcePage
from ressources.referentiels import Nature, Provenance


class TableDesRessources(AvecEtiquettes, TableDePages):
    code = "ressources"
    libelle_pluriel = gettext_lazy("ressources")
    icone = "doc-full"
    modele = RessourcePage
    modele_parent = RessourceIndexPage
    champs_des_manques = {"body": "corps", "themes_lies": "themes"}

    constats = constats()

    def __init__(self):
        self.colonnes = (
            colonne_reference(self),
            *_presentation(),
            *_classement(),
            *_provenance_et_fraicheur(),
            colonne_corps(),
            colonnes.fichiers(),
            colonne_statut(),
        )

    def adresse_de_la_liste(self) -> str:
        return reverse("ressources:index")

    def contexte(self, utilisateur, *, publier: bool = False) -> Annuaires:
        return Annuaires(utilisateur, publier, parent=self.parent())

    def prechargees(self, pages):
        pages = super().prechargees(pages)
        return pages.prefetch_related("themes_lies", "fichiers", "etiquetages")


def _presentation() -> tuple:
    return (
        colonne_titre("title"),
        colonne_resume("accroche"),
        genres.choix(
            "nature", gettext_lazy("Nature"), Nature, synonymes=("type", "genre", "format")
        ),
    )


def _classement() -> tuple:
    return (
        colonnes.themes(),
        colonnes.etiquettes(),
        genres.choix_multiples(
            "niveaux",
            gettext_lazy("Niveaux de participation"),
            NiveauParticipation,
            synonymes=("niveau",),
        ),
        *colonnes.pour_qui(),
    )


def _provenance_et_fraicheur() -> tuple:
    return (
        genres.choix("provenance", gettext_lazy("Provenance"), Provenance, synonymes=("origine",)),
        genres.texte(
            "source", gettext_lazy("Source"), longueur=200, synonymes=("auteur", "auteurs")
        ),
        colonnes.responsable(),
        genres.date_(
            "verifie_le",
            gettext_lazy("Vérifiée le"),
            synonymes=("vérifié le", "date de vérification"),
        ),
        genres.date_(
            "a_revoir_le",
            gettext_lazy("À revoir le"),
            synonymes=("date de relecture", "à relire le", "échéance"),
        ),
        genres.adresse_web(
            "lien_externe", gettext_lazy("Lien externe"), synonymes=("lien", "url", "adresse")
        ),
        genres.entier(
            "duree_lecture",
            gettext_lazy("Durée de lecture"),
            maximum=32_767,
            synonymes=("durée", "minutes"),
        ),
    )
