"""What this room gives to the registries of the house (called by AppConfig.ready)."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from home import indexation, navigation, sections
from home.cartes import enregistrer_fournisseur
from ressources import accueil, corps
from ressources.models import RessourceIndexPage, RessourcePage, ThemeIndexPage, ThemePage
from search import registre


def brancher() -> None:
    registre.enregistrer(
        registre.Nature(
            code="ressource",
            libelle=_("Ressource"),
            libelle_pluriel=_("Ressources"),
            ordre=10,
            documents=partial(indexation.documents, RessourcePage),
        )
    )
    registre.enregistrer(
        registre.Nature(
            code="theme",
            libelle=_("Thème"),
            libelle_pluriel=_("Thèmes"),
            ordre=20,
            documents=partial(indexation.documents, ThemePage),
        )
    )
    navigation.enregistrer(navigation.Entree(_("Thèmes"), 10, ThemeIndexPage))
    navigation.enregistrer(navigation.Entree(_("Ressources"), 30, RessourceIndexPage))
    for section in (
        sections.Section("themes", 60, "ressources/sections/themes.html", accueil.themes),
        sections.Section(
            "ressources", 70, "ressources/sections/ressources.html", accueil.ressources
        ),
        sections.Section("chiffres", 90, "ressources/sections/chiffres.html", accueil.chiffres),
    ):
        sections.enregistrer(section)
    enregistrer_fournisseur(corps.cartes)
