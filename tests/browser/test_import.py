"""The journey of an import, by labels only, with the real worker."""

import csv
import io
import re

import openpyxl
from playwright.sync_api import expect

from tests.browser.test_parcours import entrer_comme

THEME = "Partager l’eau, la décider ensemble"
ENTETES = ["Référence", "Titre", "Résumé", "Thèmes", "À revoir le", "Corps"]
PATIENCE = 120_000  # ms: the worker publishes forty pages


def lignes() -> list[list[str]]:
    """Forty lines, three wrong: a date, a theme, an empty title."""
    faites = [
        [f"NAV-{n}", f"Fiche {n} du tableur", "Deux lignes.", THEME, "31/12/2031", "Un texte."]
        for n in range(1, 41)
    ]
    faites[4][4] = "31/02/2031"
    faites[9][3] = "Partager l’eau, la décider"
    faites[19][1] = ""
    return [ENTETES, *faites]


def deposer(page, rangees: list[list[str]], nom: str) -> None:
    sortie = io.StringIO()
    csv.writer(sortie, delimiter=";").writerows(rangees)
    fichier = {"name": nom, "mimeType": "text/csv", "buffer": sortie.getvalue().encode()}
    page.get_by_label("Fichier CSV ou XLSX").set_input_files(fichier)
    page.get_by_role("button", name="Lire ce fichier").click()
    page.get_by_role("radio", name=re.compile("Publier les lignes complètes")).check()
    page.get_by_role("button", name="Lancer l’essai").click()


def vers_l_import(page) -> None:
    page.get_by_role("link", name="Rapports").or_(
        page.get_by_role("button", name="Rapports")
    ).first.click()
    page.get_by_role("link", name="Importer et exporter").click()
    page.get_by_role("link", name="Importer des ressources").click()


def rejets(page) -> list[list[str]]:
    """The file of what is to correct, as the editor downloads it."""
    with page.expect_download() as telechargement:
        page.get_by_role("link", name="Télécharger les rejets à corriger").click()
    feuille = openpyxl.load_workbook(io.BytesIO(telechargement.value.path().read_bytes())).active
    return [[str(valeur or "") for valeur in rangee] for rangee in feuille.values]


class TestImport:
    def test_forty_lines_three_wrong_corrected_published_then_undone(self, ouvrir, site):
        page = ouvrir("/connexion/")
        entrer_comme(page, "Rédaction")
        vers_l_import(page)
        rangees = lignes()
        deposer(page, rangees, "base.csv")
        bouton = page.get_by_role("button", name=re.compile("Importer les 37 lignes correctes"))
        expect(bouton).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_text("n’est pas une date")).to_be_visible()
        expect(page.get_by_text(f"Vouliez-vous dire : « {THEME} » ?")).to_be_visible()
        expect(page.get_by_text("Cette cellule est vide")).to_be_visible()
        a_corriger = rejets(page)
        assert [rangee[0] for rangee in a_corriger[1:]] == ["NAV-5", "NAV-10", "NAV-20"]
        rangees[5][4], rangees[10][3], rangees[20][1] = "28/02/2031", THEME, "Fiche 20 du tableur"
        vers_l_import(page)
        deposer(page, rangees, "base-corrigee.csv")
        page.get_by_role("button", name="Tout importer").click(timeout=PATIENCE)
        expect(page.get_by_text(re.compile("Importé le"))).to_be_visible(timeout=PATIENCE)
        visiteur = ouvrir("/ressources/fiche-20-du-tableur/")
        expect(visiteur.locator("h1")).to_have_text("Fiche 20 du tableur")
        page.get_by_text("Annuler cet import…").click()
        page.get_by_role("button", name="Oui, annuler cet import").click()
        expect(page.get_by_text(re.compile("Import annulé le"))).to_be_visible(timeout=PATIENCE)
        reponse = visiteur.request.get(f"{site}/ressources/fiche-20-du-tableur/")
        assert reponse.status == 404
