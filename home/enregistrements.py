"""What this room gives to the registries of the house (called by AppConfig.ready)."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from home import accueil, echanges, indexation, navigation, sections
from home.edition import retrait, signaux
from home.models import (
    AccessibilitePage,
    ActualiteIndexPage,
    ActualitePage,
    ContenuPage,
    SiteDocument,
)
from home.qualite import contenus, lot
from home.qualite import registre as qualite
from home.qualite import signaux as signaux_de_qualite
from home.referentiels import NiveauParticipation, Strate, TypeCollectivite
from search import facettes, registre


def _choix(enum):
    """Values of a TextChoices, whatever the language: their labels are lazy."""
    return lambda locale: [facettes.Valeur(c.value, c.value, str(c.label)) for c in enum]


def brancher() -> None:
    for facette in (
        facettes.Facette(
            "niveau", "niveaux", _("Niveau de participation"), _choix(NiveauParticipation)
        ),
        facettes.Facette(
            "public", "publics", _("Pour quelle collectivité"), _choix(TypeCollectivite)
        ),
        facettes.Facette("taille", "strates", _("De quelle taille"), _choix(Strate)),
    ):
        facettes.enregistrer(facette)
    indexation.brancher()
    signaux.brancher()
    retrait.enregistrer("wagtail_serve", retrait.page_retiree)
    echanges.brancher()
    _brancher_qualite()
    _brancher_recherche()
    navigation.enregistrer(navigation.Entree(_("Actualités"), 80, ActualiteIndexPage))
    for modele in (ContenuPage, AccessibilitePage):
        navigation.suivre(modele)
    for section in (
        sections.Section("ouvert", 20, "home/sections/ouvert.html", accueil.ouvert),
        sections.Section("etapes", 30, "home/sections/etapes.html", accueil.etapes),
        sections.Section(
            "actualites", 80, "home/sections/actualites.html", accueil.actualites_recentes
        ),
        sections.Section("cout", 95, "home/sections/cout.html", accueil.cout),
    ):
        sections.de_l_accueil.enregistrer(section)


def _brancher_recherche() -> None:
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


def _brancher_qualite() -> None:
    lot.brancher()
    for contenu in contenus.de_ce_socle():
        qualite.enregistrer(contenu)
    signaux_de_qualite.brancher(medias=(SiteDocument,))
