"""The screenshots of docs/redaction.md: what an editor sees, step by step, on the demo site."""

import re
from collections.abc import Callable

from tests.browser.test_import import deposer, lignes, vers_l_import
from tests.browser.test_parcours import entrer_comme

TITRE = "Réunir un jury citoyen dans une petite ville"
PATIENCE = 120_000  # ms: the worker reads forty lines


def accueil(page, site):
    page.goto(f"{site}/admin/")


def formulaire(page, site):
    """A draft, as autosave has just kept it."""
    page.goto(f"{site}/admin/ressources/")
    page.get_by_role("link", name="Ajouter", exact=True).first.click()
    page.wait_for_timeout(3000)  # autosave takes the form as it is two seconds after loading
    page.get_by_role("textbox", name="Titre").fill(TITRE)
    page.keyboard.press("Tab")
    page.wait_for_url(re.compile("/edit/"))
    page.get_by_text("Enregistré", exact=True).wait_for()


def apercu(page, site):
    ouvrir(page, site)
    page.get_by_role("button", name=re.compile("prévisualisation")).click()
    page.get_by_role("radio", name=re.compile("obile|éléphone")).first.check(force=True)
    page.wait_for_timeout(3000)  # the page inside draws itself


def historique(page, site):
    cle = ouvrir(page, site)
    resume = page.get_by_role("textbox", name="Résumé")
    resume.fill(resume.input_value().rstrip(".") + ", pas à pas.")
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Enregistrer le brouillon").first.click()
    page.wait_for_load_state("networkidle")
    page.goto(f"{site}/admin/pages/{cle}/revisions/compare/live...latest/")


def depublier(page, site):
    page.goto(f"{site}/admin/pages/{ouvrir(page, site)}/unpublish/")


def verifier(page, site):
    page.goto(f"{site}/admin/fraicheur/ressourcepage/{ouvrir(page, site)}/verifier/")


def liste(page, site):
    page.goto(f"{site}/admin/ressources/")
    for case in page.get_by_role("row").get_by_role("checkbox").all()[1:4]:
        case.check(force=True)
    page.wait_for_timeout(500)


def en_nombre(page, site):
    liste(page, site)
    page.get_by_role("button", name="Marquer comme vérifié").or_(
        page.get_by_role("link", name="Marquer comme vérifié")
    ).first.click()
    page.wait_for_load_state("networkidle")


def image(page, site):
    page.goto(f"{site}/admin/images/")
    page.locator("main").get_by_role("link").filter(has=page.locator("img")).first.click()


def qualite(page, site):
    page.goto(f"{site}/admin/rapports/qualite/")


def import_rapport(page, site):
    page.goto(f"{site}/admin/")
    vers_l_import(page)
    deposer(page, lignes()[:12], "ressources-a-importer.csv")
    page.get_by_text("n’est pas une date").first.wait_for(timeout=PATIENCE)


def annuaire(page, site):
    page.goto(f"{site}/admin/annuaire/")


def ouvrir(page, site) -> int:
    """The form of the demo's richest resource; its key."""
    page.goto(f"{site}/admin/ressources/?q=captage")
    page.locator("main").get_by_role("row").nth(1).get_by_role("link").first.click()
    page.wait_for_url(re.compile("/edit/"))
    return int(re.search(r"/pages/(\d+)/", page.url)[1])


SCENES: dict[str, Callable] = {
    "accueil-admin": accueil,
    "formulaire": formulaire,
    "apercu": apercu,
    "depublier": depublier,
    "verifier": verifier,
    "liste": liste,
    "en-nombre": en_nombre,
    "image": image,
    "qualite": qualite,
    "import-rapport": import_rapport,
    "annuaire": annuaire,
    "historique": historique,
}


def capturer(navigateur, site: str, garder: Callable) -> None:
    """`garder(name, bytes)`: what to do with each picture."""
    contexte = navigateur.new_context(viewport={"width": 1280, "height": 860}, locale="fr-FR")
    page = contexte.new_page()
    page.goto(f"{site}/connexion/")
    entrer_comme(page, "Rédaction")
    for nom, scene in SCENES.items():
        scene(page, site)
        page.wait_for_load_state("networkidle")
        garder(nom, page.screenshot())
    contexte.close()
