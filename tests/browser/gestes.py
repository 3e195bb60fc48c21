"""What an editor does again and again in the admin, by the words on the screen."""

import re
import time

from playwright.sync_api import expect

from tests.browser.test_parcours import entrer_comme

ADMIN = re.compile("/admin/$")
# A number that no earlier run on the same site has used.
PASSAGE = f"{time.time_ns() // 10**9 % 10**6:06d}"


def arriver(ouvrir, role: str):
    """A colleague at the admin's home."""
    page = ouvrir("/connexion/")
    entrer_comme(page, role)
    expect(page).to_have_url(ADMIN)
    return page


def accueil(page):
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/admin/", page.url))
    return page.get_by_role("region", name="Ce qui m’attend")


def nombre_de(page, ligne: str, noms: str) -> int:
    """What the home says waits in this line (0 when it says nothing), of « ressource|ressources »."""
    attente = accueil(page).get_by_role("definition").filter(has_text=re.compile(noms))
    lien = attente.and_(page.get_by_label(ligne)) if attente.count() else attente
    return int(re.sub(r"\D", "", lien.inner_text())) if lien.count() else 0
