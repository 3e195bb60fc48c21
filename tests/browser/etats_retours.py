"""Reading and writing retours: the states that `etats.py` walks through too."""

from tests.browser import portes
from tests.browser.test_parcours import entrer_comme

COUR = "/retours/cour-d-ecole-ouverte/"


def lecture(ouvrir, fournisseur, montrer) -> None:
    """As a visitor: the list and its filters, a retour long and short, the map, the data."""
    page = ouvrir("/retours/")
    montrer("retours", page)
    portes.aller(page, "/retours/?participation=concertation&tri=reprises&comme=commune/54547")
    montrer("retours-filtres", page)
    portes.aller(page, "/retours/?q=xylophone")
    montrer("retours-rien", page)
    portes.aller(page, COUR)
    montrer("retour", page)
    portes.aller(page, "/retours/carte/")
    montrer("retours-carte", page)
    portes.aller(page, "/retours/donnees/")
    montrer("retours-donnees", page)
    portes.aller(page, f"{COUR}avis/")
    page.locator("main form [type=submit]").first.click()
    montrer("retour-avis-erreurs", page)


def ecriture(ouvrir, fournisseur, montrer) -> None:
    """As who writes: theirs, one that is published, a step, what is wrong; the draft is deleted."""
    page = ouvrir("/connexion/")
    entrer_comme(page, "Agent de collectivité")
    portes.aller(page, "/mon-compte/retours/")
    montrer("mes-retours", page)
    page.get_by_role("link", name="Une cour d’école ouverte").first.click()
    montrer("retour-suivi", page)
    portes.aller(page, "/mon-compte/retours/nouveau/")
    page.get_by_role("button", name="Commencer à écrire").click()
    montrer("retour-nouveau-erreurs", page)
    page.get_by_label("Quel titre lui donner").fill("Un retour qui ne part pas")
    page.get_by_label("Complet").check(force=True)
    page.get_by_role("button", name="Commencer à écrire").click()
    montrer("retour-etape", page)
    lieu = portes.chemin(page).rsplit("/", 2)[0]
    portes.aller(page, f"{lieu}/moyens/")
    page.get_by_label("Jours de travail des agents").fill("beaucoup")
    page.get_by_role("button", name="Continuer").click()
    montrer("retour-etape-erreurs", page)
    portes.aller(page, lieu.removesuffix("ecrire"))
    page.get_by_text("Supprimer ce brouillon").first.click()
    montrer("retour-brouillon", page)
    page.get_by_role("button", name="Supprimer ce brouillon").click()
