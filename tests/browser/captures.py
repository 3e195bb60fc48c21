"""`make screenshots`: every kind of page at both widths, and the home page dark, in docs/captures/;
the states of the doors and of accounts, in docs/captures/portes/; the editors' screens of
docs/redaction.md, in docs/captures/redaction/.

To picture a site that already runs, without the doors: `python -m tests.browser.captures URL`.
"""

import shutil
import sys
from contextlib import ExitStack
from io import BytesIO

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import captures_redaction as redaction
from tests.browser.conftest import DRAPEAUX
from tests.browser.etats import parcourir
from tests.browser.lieux import LIEUX
from tests.browser.serveur import RACINE, proconnect, site_de_demonstration

DOSSIER = RACINE / "docs" / "captures"
SOMBRES = {"accueil", "ressource"}


def capturer(navigateur, site: str, lieu: str, largeur: int, theme: str) -> None:
    contexte = navigateur.new_context(
        viewport={"width": largeur, "height": 900}, color_scheme=theme, locale="fr-FR"
    )
    page = contexte.new_page()
    page.goto(site + LIEUX[lieu], wait_until="networkidle")
    suffixe = "-sombre" if theme == "dark" else ""
    garder(f"{lieu}{suffixe}-{largeur}", page.screenshot(full_page=True))
    contexte.close()


def capturer_les_portes(navigateur, site: str, fournisseur) -> None:
    def ouvrir(chemin: str):
        page = navigateur.new_context(locale="fr-FR", reduced_motion="reduce").new_page()
        page.goto(site + chemin)
        return page

    def montrer(nom: str, page) -> None:
        hauteur = 1400 if nom.startswith("admin-") else 900  # Wagtail scrolls inside the page
        for largeur in (375, 1280):
            page.set_viewport_size({"width": largeur, "height": hauteur})
            garder(f"portes/{nom}-{largeur}", page.screenshot(full_page=True))

    parcourir(ouvrir, fournisseur, montrer)


def garder(nom: str, octets: bytes) -> None:
    """256 colours are enough to judge by, at a fourth of the weight."""
    image = Image.open(BytesIO(octets)).convert("RGB").quantize(256)
    image.save(DOSSIER / f"{nom}.png", optimize=True)


def main(adresse: str | None) -> None:
    for dossier in ("redaction", "portes"):
        (DOSSIER / dossier).mkdir(parents=True, exist_ok=True)
    with ExitStack() as pile:
        site = (adresse or "").rstrip("/")
        fournisseur = None if site else pile.enter_context(proconnect())
        site = site or pile.enter_context(site_de_demonstration(fournisseur))
        playwright = pile.enter_context(sync_playwright())
        navigateur = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=DRAPEAUX
        )
        for lieu in LIEUX:
            for largeur in (1280, 375):
                capturer(navigateur, site, lieu, largeur, "light")
        for lieu in SOMBRES:
            capturer(navigateur, site, lieu, 1280, "dark")
        if fournisseur:
            capturer_les_portes(navigateur, site, fournisseur)
        redaction.capturer(navigateur, site, lambda nom, image: garder(f"redaction/{nom}", image))
        navigateur.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
