"""The demo's themes and resources, read from the TOML files beside this module."""

from collections.abc import Callable
from datetime import timedelta
from html import escape
from pathlib import Path

from django.utils import timezone

from home.demo.corps import Atelier, en_donnees
from home.demo.fiches import lire
from home.demo.medias import fichier_ecrit, image_dessinee
from home.demo.pages import publier
from ressources.models import (
    FichierRessource,
    RessourceIndexPage,
    RessourceLiee,
    RessourcePage,
    RessourceTheme,
    ThemeIndexPage,
    ThemePage,
)

DOSSIER = Path(__file__).parent
DUREE_DE_VALIDITE = timedelta(days=365)
MODELES = {"ressource": RessourcePage, "theme": ThemePage}


def charger(responsable=None) -> None:
    """Themes first, then resources, then what points at resources written later."""
    fiches_themes, fiches = lire(DOSSIER / "themes"), lire(DOSSIER / "ressources")
    for fiche in fiches_themes:
        _publier_theme(fiche, corps=[])
    for fiche in fiches:
        _publier_ressource(fiche, responsable, avec_liens=False)
    for fiche in fiches_themes:
        _publier_theme(fiche, corps=fiche.get("corps", []))
    for fiche in fiches:
        _publier_ressource(fiche, responsable, avec_liens=True)


def page_id(genre: str, slug: str) -> int | None:
    """Key of the French page of this kind and slug."""
    modele = MODELES.get(genre)
    if modele is None:
        return None
    pages = modele.objects.filter(slug=slug, locale__language_code="fr")
    return pages.values_list("pk", flat=True).first()


def _publier_theme(fiche: dict, corps: list[dict]) -> None:
    atelier = Atelier(page_id, image_dessinee, fiche["slug"])
    enjeux = "".join(f"<li>{escape(enjeu, quote=False)}</li>" for enjeu in fiche["enjeux"])
    publier(
        ThemePage,
        ThemeIndexPage.objects.get(locale__language_code="fr"),
        fiche["slug"],
        {
            "title": fiche["titre"],
            "resume": fiche["resume"],
            "pictogramme": fiche["pictogramme"],
            "accent": fiche["accent"],
            "ordre": fiche["ordre"],
            "enjeux": f"<ul>{enjeux}</ul>",
            "inspiration": atelier.riche(fiche["inspiration"]),
            "body": en_donnees(corps, atelier),
        },
        il_y_a=720,
    )


def _publier_ressource(fiche: dict, responsable, *, avec_liens: bool) -> None:
    lien = page_id if avec_liens else lambda genre, slug: None
    champs, remplir = contenu(fiche, responsable, lien)
    index = RessourceIndexPage.objects.get(locale__language_code="fr")
    publier(RessourcePage, index, fiche["slug"], champs, remplir=remplir, il_y_a=fiche["publie_j"])


def contenu(fiche: dict, responsable, lien: Callable = page_id) -> tuple[dict, Callable]:
    """(fields, `remplir(page)` that adds its child rows) of a resource."""
    fichiers = [fichier_ecrit(fichier) for fichier in fiche.get("fichiers", [])]
    atelier = Atelier(lien, image_dessinee, fiche["slug"], [fichier.pk for fichier in fichiers])
    verifie_le = timezone.localdate() - timedelta(days=fiche["verifie_j"])
    champs = {
        "title": fiche["titre"],
        "resume": fiche["resume"],
        "nature": fiche["nature"],
        "niveaux": fiche["niveaux"],
        "publics": fiche["publics"],
        "strates": fiche.get("strates", []),
        "provenance": fiche["provenance"],
        "source": fiche.get("source", ""),
        "responsable": responsable,
        "verifie_le": verifie_le,
        "a_revoir_le": verifie_le + DUREE_DE_VALIDITE,
        "duree_lecture": fiche.get("duree_lecture"),
        "lien_externe": fiche.get("lien_externe", ""),
        "body": en_donnees(fiche.get("corps", []), atelier),
    }
    return champs, _remplisseur(fiche, fichiers, lien)


def _remplisseur(fiche: dict, fichiers: list, page_id) -> Callable:
    """Rows that hang on the page: themes, files, tags, related resources."""

    def remplir(page: RessourcePage) -> None:
        page.themes_lies = [
            RessourceTheme(theme=ThemePage.objects.francais().get(slug=slug), sort_order=rang)
            for rang, slug in enumerate(fiche["themes"])
        ]
        page.fichiers = [
            FichierRessource(document=document, sort_order=rang)
            for rang, document in enumerate(fichiers)
        ]
        liees = [page_id("ressource", slug) for slug in fiche.get("voir_aussi", [])]
        page.liees = [
            RessourceLiee(ressource_id=pk, sort_order=rang) for rang, pk in enumerate(liees) if pk
        ]
        page.tags.set(fiche.get("etiquettes", []))

    return remplir
