"""The letters of a community, reporting, deciding: the states that `etats.py` walks through too."""

import re

from tests.browser import portes
from tests.browser.lieux import BUDGETS
from tests.browser.test_parcours import entrer_comme


def lettres(ouvrir, fournisseur, montrer) -> None:
    """As a visitor, then as who writes; the draft is thrown away."""
    page = ouvrir(f"{BUDGETS}lettres/")
    montrer("lettres", page)
    page.get_by_role("link", name="Ce que la première année nous a appris").click()
    montrer("lettre", page)
    entrer_comme(page, "Agent de collectivité")
    portes.aller(page, f"{BUDGETS}lettres/ecrire/")
    page.get_by_role("button", name="Enregistrer, et relire").click()
    montrer("lettre-erreurs", page)
    page.get_by_label("Objet").fill("Une lettre qui ne part pas")
    page.get_by_label("Votre lettre").fill("Relue, puis jetée.")
    page.get_by_role("button", name="Enregistrer, et relire").click()
    page.get_by_text("Supprimer ce brouillon").click()
    montrer("lettre-brouillon", page)
    page.get_by_role("button", name="Supprimer", exact=True).click()


def moderation(ouvrir, fournisseur, montrer) -> None:
    """As who reports, then as who decides."""
    page = ouvrir(f"{BUDGETS}discussions/")
    page.get_by_role("link", name=re.compile("^Quel règlement")).first.click()
    page.get_by_role("link", name=re.compile("^Signaler")).first.click()
    montrer("signaler", page)
    page.get_by_role("button", name="Envoyer le signalement").click()
    montrer("signaler-erreurs", page)
    entrer_comme(page, "Administration")
    portes.aller(page, "/moderer/")
    montrer("moderer", page)
    page.locator("main h3 a, main h2 a").first.click()
    montrer("moderer-dossier", page)
