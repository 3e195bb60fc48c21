from ressources.models.acteur import Acteur
from ressources.models.acteur_theme import ActeurTheme
from ressources.models.etiquettes import Etiquette, EtiquetteRessource
from ressources.models.index import RessourceIndexPage, ThemeIndexPage
from ressources.models.ressource import (
    FichierRessource,
    RessourceLiee,
    RessourcePage,
    RessourceTheme,
)
from ressources.models.theme import ThemePage

__all__ = [
    "Acteur",
    "ActeurTheme",
    "Etiquette",
    "EtiquetteRessource",
    "FichierRessource",
    "RessourceIndexPage",
    "RessourceLiee",
    "RessourcePage",
    "RessourceTheme",
    "ThemeIndexPage",
    "ThemePage",
]
