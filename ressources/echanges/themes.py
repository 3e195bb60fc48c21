"""Themes in and out of a spreadsheet."""

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
from home.echanges.corps import colonne_corps, texte_riche
from home.echanges.pages import TableDePages
from home.referentiels import Accent, Pictogramme
from ressources.models import ThemeIndexPage, ThemePage
from ressources.themes_choisis import pourquoi_il_reste


class TableDesThemes(TableDePages):
    code = "themes"
    libelle_pluriel = gettext_lazy("thèmes")
    icone = "tag"
    modele = ThemePage
    modele_parent = ThemeIndexPage
    champs_des_manques = {"body": "corps"}
    constats = constats()

    def __init__(self):
        self.colonnes = (
            colonne_reference(self),
            colonne_titre("thème"),
            colonne_resume(),
            texte_riche("enjeux", gettext_lazy("Enjeux"), features=["ul", "ol", "bold", "italic"]),
            texte_riche(
                "inspiration",
                gettext_lazy("De quoi s’inspirer"),
                features=["bold", "italic", "ul", "ol", "link", "document-link"],
                synonymes=("inspiration", "à lire d’abord"),
            ),
            colonne_corps(),
            genres.choix(
                "pictogramme",
                gettext_lazy("Pictogramme"),
                Pictogramme,
                vide_garde=True,
            ),
            genres.choix("accent", gettext_lazy("Couleur"), Accent, vide_garde=True),
            genres.entier(
                "ordre", gettext_lazy("Ordre"), maximum=32_767, vide_garde=True, synonymes=("rang",)
            ),
            colonne_statut(),
        )

    def adresse_de_la_liste(self) -> str:
        return reverse("themes:index")

    def retenue(self, objet) -> str:
        return pourquoi_il_reste(objet)
