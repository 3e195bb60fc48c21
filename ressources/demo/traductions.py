"""The demo's English themes and resources (`<slug>.en.toml` beside the French file)."""

from html import escape

from home.demo.corps import Atelier, en_donnees
from home.demo.fiches import lire, lire_traductions
from home.demo.medias import fichier_ecrit, image_dessinee
from home.demo.traductions import fusionner
from home.langues.import_textes import traduire
from ressources.demo import DOSSIER, page_id
from ressources.models import RessourcePage, ThemePage


def charger() -> None:
    """After the French pages, links included."""
    for modele, genre in ((ThemePage, "theme"), (RessourcePage, "ressource")):
        anglaises = lire_traductions(DOSSIER / f"{genre}s")
        for fiche in lire(DOSSIER / f"{genre}s"):
            if fiche["slug"] in anglaises:
                _traduire(modele, fiche, anglaises[fiche["slug"]])


def _traduire(modele, francaise: dict, anglaise: dict) -> None:
    fichiers = [fichier_ecrit(fichier).pk for fichier in francaise.get("fichiers", [])]
    atelier = Atelier(page_id, image_dessinee, francaise["slug"], fichiers)

    def remplir(page) -> None:
        page.title, page.slug = anglaise["titre"], anglaise["slug"]
        page.resume = anglaise["resume"]
        page.body = en_donnees(
            fusionner(francaise.get("corps", []), anglaise.get("corps", [])), atelier
        )
        if "source" in anglaise:
            page.source = anglaise["source"]
        if "enjeux" in anglaise:
            enjeux = (f"<li>{escape(enjeu, quote=False)}</li>" for enjeu in anglaise["enjeux"])
            page.enjeux = f"<ul>{''.join(enjeux)}</ul>"
        if "inspiration" in anglaise:
            page.inspiration = atelier.riche(anglaise["inspiration"])

    page = modele.objects.get(slug=francaise["slug"], locale__language_code="fr")
    traduire(page, remplir)
