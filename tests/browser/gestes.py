"""What an editor does again and again in the admin, by the words on the screen."""

import csv
import io
import re
import time

import openpyxl
from PIL import Image
from playwright.sync_api import expect

from tests.browser.test_import import ENTETES, THEME, vers_l_import
from tests.browser.test_parcours import entrer_comme

# In the titles of what a run makes: another run on the same site makes its own.
PASSAGE = f"{time.time_ns() // 10**9 % 10**6:06d}"
LONGUEMENT = 120_000  # ms: what the worker does on a machine that is busy
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def arriver(ouvrir, role: str):
    """A colleague at the admin's home."""
    page = ouvrir("/connexion/")
    entrer_comme(page, role)
    expect(page).to_have_url(re.compile("/admin/$"))
    return page


def accueil(page) -> None:
    page.goto(re.sub(r"(https?://[^/]+).*", r"\g<1>/admin/", page.url))


def liste(page, nom: str, recherche: str) -> None:
    """By the menu, then what one types in the search of the list."""
    accueil(page)
    page.get_by_role("link", name=nom, exact=True).click()
    page.get_by_role("textbox", name="Terme de recherche").fill(recherche)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q="))
    page.reload()  # what one ticks while the lines are being replaced is ticked for nothing


def ouvrir_la_page(page, titre: str) -> None:
    """From the list of resources to its form."""
    liste(page, "Ressources", titre)
    page.get_by_role("link", name=titre, exact=True).click()
    expect(page.get_by_role("textbox", name="Titre", exact=False).first).to_have_value(titre)


def choisir_une_page(page, titre: str, *, secondes: int = 120) -> None:
    """In the chooser, once the worker has told its search: a site just loaded keeps it busy."""
    page.get_by_role("button", name="Choisissez une page").click()
    choix = page.locator(".modal")  # Wagtail leaves it « aria-hidden »
    trouvee = choix.locator("a", has_text=titre).first
    fin = time.monotonic() + secondes
    while not trouvee.count() and time.monotonic() < fin:
        choix.get_by_placeholder("Rechercher").fill("")
        choix.get_by_placeholder("Rechercher").fill(titre)
        page.wait_for_timeout(2000)
    trouvee.click()


def nombre_a_l_accueil(page, quoi: str, noms: str = "ressources?") -> int:
    """What the home says waits; its link leads to as many lines."""
    accueil(page)
    lien = page.get_by_role("link", name=re.compile(rf"^{quoi}\s: [\d\s]+\s{noms}$"))
    if not lien.count():
        return 0
    nombre = int(re.sub(r"\D", "", lien.inner_text()))
    lien.click()
    expect(page.get_by_text(re.compile(rf"sur {nombre}\s")).first).to_be_visible()
    return nombre


def agir(page, action: str) -> None:
    """One of the less used actions of the form."""
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name=action, exact=True).click()


def lignes(nom: str, nombre: int) -> list[list[str]]:
    """Of a file: complete resources, « nom 1 », « nom 2 »…"""
    return [
        [f"{nom}-{n}", f"{nom} {n}", "Deux lignes.", THEME, "31/12/2031", "Un texte."]
        for n in range(1, nombre + 1)
    ]


def importer(page, fichier: dict, *, publier: bool = False) -> None:
    """From the menu to the report of the trial."""
    accueil(page)
    vers_l_import(page)
    page.get_by_label("Fichier CSV ou XLSX").set_input_files(fichier)
    page.get_by_role("button", name="Lire ce fichier").click()
    choix = "Publier les lignes complètes" if publier else "brouillon"
    page.get_by_role("radio", name=re.compile(choix)).check()
    page.get_by_role("button", name="Lancer l’essai").click()
    expect(page.get_by_role("heading", name="Ligne par ligne")).to_be_visible(timeout=LONGUEMENT)


def appliquer(page, bouton: str = "^Tout importer") -> None:
    page.get_by_role("button", name=re.compile(bouton)).click()
    expect(page.get_by_text(re.compile("Importé le"))).to_be_visible(timeout=LONGUEMENT)


def avoir(page, nom: str, nombre: int = 1, *, publier: bool = False) -> list[str]:
    """Resources of one's own, by an import; their titles."""
    rangees = lignes(nom, nombre)
    importer(page, csv_de([ENTETES, *rangees], f"{nom}.csv"), publier=publier)
    appliquer(page)
    return [rangee[1] for rangee in rangees]


def csv_de(rangees: list[list[str]], nom: str) -> dict:
    sortie = io.StringIO()
    csv.writer(sortie, delimiter=";").writerows(rangees)
    return {"name": nom, "mimeType": "text/csv", "buffer": sortie.getvalue().encode()}


def xlsx_de(rangees: list[list[str]], nom: str) -> dict:
    classeur = openpyxl.Workbook()
    for rangee in rangees:
        classeur.active.append(rangee)
    sortie = io.BytesIO()
    classeur.save(sortie)
    return {"name": nom, "mimeType": XLSX, "buffer": sortie.getvalue()}


def png_de(couleur: str, nom: str) -> dict:
    sortie = io.BytesIO()
    Image.new("RGB", (1200, 675), couleur).save(sortie, "PNG")
    return {"name": nom, "mimeType": "image/png", "buffer": sortie.getvalue()}
