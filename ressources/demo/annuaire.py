"""The demo's actors: invented, and said so in the summary that every list shows."""

from home.demo.corps import Atelier
from home.demo.fiches import lire
from home.demo.medias import image_dessinee
from home.demo.pages import jour
from ressources.demo import DOSSIER, page_id
from ressources.models import Acteur, ActeurTheme, ThemePage

MENTION = "Acteur fictif."
LISTES = ("regions", "departements", "publics", "strates")
PUBLIE_IL_Y_A = 200  # days, for the first; one day less for each that follows


def charger() -> None:
    """After the themes. Known by its reference, an actor is updated."""
    themes = {theme.slug: theme for theme in ThemePage.objects.francais()}
    fiches = [fiche for fichier in lire(DOSSIER / "acteurs") for fiche in fichier["acteurs"]]
    for rang, fiche in enumerate(fiches):
        _publier(fiche, themes, il_y_a=PUBLIE_IL_Y_A - rang)


def _publier(fiche: dict, themes: dict, il_y_a: int) -> None:
    acteur = Acteur.objects.filter(reference=fiche["reference"]).first()
    if acteur is None:
        acteur = Acteur(reference=fiche["reference"], live=False, first_published_at=jour(il_y_a))
    atelier = Atelier(page_id, image_dessinee, fiche["slug"])
    champs = {
        "nom": fiche["nom"],
        "slug": fiche["slug"],
        "genre": fiche["genre"],
        "resume": f"{MENTION} {fiche['resume']}",
        "description": atelier.riche(fiche["description"]),
        "toute_la_france": fiche.get("toute_la_france", False),
        **{liste: fiche.get(liste, []) for liste in LISTES},
        **{lien: fiche.get(lien, "") for lien in ("site_web", "page_contact")},
    }
    for champ, valeur in champs.items():
        setattr(acteur, champ, valeur)
    acteur.themes_lies = [
        ActeurTheme(theme=themes[slug], sort_order=rang)
        for rang, slug in enumerate(fiche["themes"])
    ]
    if acteur.pk is None:
        acteur.save()
    acteur.save_revision().publish()
