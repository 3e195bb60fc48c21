"""What this room gives to the registries of the house (called by AppConfig.ready)."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from home import indexation, navigation, sections
from home.accueil import actualites_recentes
from home.models import ActualiteIndexPage, ActualitePage, ContenuPage
from search import registre


def brancher() -> None:
    indexation.brancher()
    registre.enregistrer(
        registre.Nature(
            code="actualite",
            libelle=_("Actualité"),
            libelle_pluriel=_("Actualités"),
            ordre=80,
            documents=partial(indexation.documents, ActualitePage),
        )
    )
    registre.enregistrer(
        registre.Nature(
            code="contenu",
            libelle=_("Page"),
            libelle_pluriel=_("Pages"),
            ordre=90,
            documents=partial(indexation.documents, ContenuPage),
        )
    )
    navigation.enregistrer(navigation.Entree(_("Actualités"), 80, ActualiteIndexPage))
    sections.enregistrer(
        sections.Section("actualites", 80, "home/sections/actualites.html", actualites_recentes)
    )
