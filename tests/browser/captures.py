"""`make screenshots`: every kind of page at both widths, and the home page dark, in docs/captures/;
the editors' screens of docs/redaction.md, in docs/captures/redaction/.

Give an address to picture a site that already runs: `python -m tests.browser.captures URL`.
"""

import shutil
import sys
from contextlib import ExitStack
from io import BytesIO

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import captures_redaction as redaction
from tests.browser.conftest import DRAPEAUX
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


def garder(nom: str, octets: bytes) -> None:
    """256 colours are enough to judge by, at a fourth of the weight."""
    image = Image.open(BytesIO(octets)).convert("RGB").quantize(256)
    image.save(DOSSIER / f"{nom}.png", optimize=True)


def main(adresse: str | None) -> None:
    (DOSSIER / "redaction").mkdir(parents=True, exist_ok=True)
    with ExitStack() as pile:
        site = (adresse or "").rstrip("/")
        if not site:
            site = pile.enter_context(site_de_demonstration(pile.enter_context(proconnect())))
        playwright = pile.enter_context(sync_playwright())
        navigateur = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=DRAPEAUX
        )
        for lieu in LIEUX:
            for largeur in (1280, 375):
                capturer(navigateur, site, lieu, largeur, "light")
        for lieu in SOMBRES:
            capturer(navigateur, site, lieu, 1280, "dark")
        redaction.capturer(navigateur, site, lambda nom, image: garder(f"redaction/{nom}", image))
        navigateur.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
