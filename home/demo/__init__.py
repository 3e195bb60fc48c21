"""The demo's content pages and news, read from the TOML files beside this module."""

from collections.abc import Callable
from pathlib import Path

from home.demo.corps import Atelier, en_donnees
from home.demo.fiches import lire
from home.demo.medias import image_dessinee
from home.demo.pages import publier
from home.models import AccueilPage, ActualiteIndexPage, ActualitePage, ContenuPage

DOSSIER = Path(__file__).parent
MOTIFS = ("village", "place", "reunion", "riviere", "paysage", "carte")


def charger(page_id: Callable[[str, str], int | None]) -> None:
    """`page_id(kind, slug)`: key of a page of another room, for links and cards."""
    accueil = AccueilPage.objects.get(locale__language_code="fr")
    for fiche in lire(DOSSIER / "contenus"):
        _publier(ContenuPage, accueil, fiche, page_id)
    index = ActualiteIndexPage.objects.get(locale__language_code="fr")
    for rang, fiche in enumerate(lire(DOSSIER / "actualites")):
        motif = MOTIFS[rang % len(MOTIFS)]
        image_id = image_dessinee(motif, fiche["slug"])
        _publier(ActualitePage, index, fiche, page_id, image_id=image_id)


def _publier(modele, parent, fiche: dict, page_id, **champs) -> None:
    atelier = Atelier(page_id, image_dessinee, fiche["slug"])
    champs |= {
        "title": fiche["titre"],
        "resume": fiche["resume"],
        "body": en_donnees(fiche["corps"], atelier),
    }
    publier(modele, parent, fiche["slug"], champs, il_y_a=fiche.get("publie_j", 400))
