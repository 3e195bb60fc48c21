"""An editor's week, by the words on the screen, with the real worker.

Each day stands alone: what it needs, it imports first.
"""

import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.gestes import (
    LONGUEMENT,
    PASSAGE,
    accueil,
    agir,
    appliquer,
    arriver,
    avoir,
    choisir_une_page,
    importer,
    lignes,
    liste,
    nombre_a_l_accueil,
    ouvrir_la_page,
    png_de,
    xlsx_de,
)
from tests.browser.test_import import ENTETES, THEME, rejets, vers_l_import

ODT = "application/vnd.oasis.opendocument.text"


def commente(odt: bytes) -> bytes:
    """The same file, that is not the same any more."""
    copie = io.BytesIO(odt)
    with zipfile.ZipFile(copie, "a") as archive:
        archive.comment = PASSAGE.encode()
    return copie.getvalue()


def en_nombre(page, action: str) -> None:
    page.get_by_role("checkbox", name="Tout sélectionner").first.check()
    page.get_by_role("button", name="Plus", exact=True).click()
    page.wait_for_timeout(500)  # Wagtail hands the selection to these once they are all drawn
    page.get_by_role("link", name=action, exact=True).click()


def adresse_publique(titre: str) -> str:
    return "/ressources/" + titre.lower().replace(" ", "-") + "/"


class TestImport:
    def test_forty_lines_three_wrong_are_corrected_then_published(self, ouvrir):
        nom = f"Lundi {PASSAGE}"
        page = arriver(ouvrir, "Rédaction")
        avant = nombre_a_l_accueil(page, "Mes brouillons")
        rangees = lignes(nom, 40)
        rangees[4][4], rangees[9][3], rangees[19][1] = "31/02/2031", "Partager l’eau, la", ""
        importer(page, xlsx_de([ENTETES, *rangees], f"{nom}.xlsx"))
        for phrase in (
            "n’est pas une date",
            f"Vouliez-vous dire : « {THEME} »",
            "cellule est vide",
        ):
            expect(page.get_by_text(phrase)).to_be_visible()
        appliquer(page, "^Importer les 37 lignes correctes")
        assert nombre_a_l_accueil(page, "Mes brouillons") == avant + 37
        self.corriger(page, nom)
        assert nombre_a_l_accueil(page, "Mes brouillons") == avant + 40
        liste(page, "Ressources", nom)
        en_nombre(page, "Publier")
        page.get_by_role("button", name=re.compile(r"^Publier 40\sressources$")).click()
        fait = page.get_by_text(re.compile(r"C’est publié\s: 40\sressources"))
        expect(fait).to_be_visible(timeout=LONGUEMENT)
        assert nombre_a_l_accueil(page, "Mes brouillons") == avant
        visiteur = ouvrir(adresse_publique(f"{nom} 20"))
        expect(visiteur.get_by_role("heading", level=1)).to_have_text(f"{nom} 20")

    def corriger(self, page, nom: str) -> None:
        """In the file of what was refused, as it was downloaded."""
        accueil(page)
        vers_l_import(page)
        page.get_by_role("link", name=f"{nom}.xlsx").click()
        entetes, *refusees = rejets(page)
        assert [rangee[0] for rangee in refusees] == [f"{nom}-{n}" for n in (5, 10, 20)]
        refusees[0][4], refusees[1][3], refusees[2][1] = "28/02/2031", THEME, f"{nom} 20"
        importer(page, xlsx_de([entetes, *refusees], "rejets-corriges.xlsx"))
        appliquer(page)

    def test_another_import_is_undone(self, ouvrir, site):
        page = arriver(ouvrir, "Rédaction")
        titre = avoir(page, f"Mauvais fichier {PASSAGE}", 3, publier=True)[0]
        adresse = site + adresse_publique(titre)
        assert page.request.get(adresse).status == 200
        page.get_by_text("Annuler cet import…").click()
        expect(page.get_by_text("3 contenus créés par cet import seront supprimés")).to_be_visible()
        page.get_by_role("button", name="Oui, annuler cet import").click()
        expect(page.get_by_text(re.compile("Import annulé le"))).to_be_visible(timeout=LONGUEMENT)
        assert page.request.get(adresse).status == 404
        liste(page, "Ressources", titre)
        expect(page.get_by_text("Rien ne correspond")).to_be_visible()


class TestPublication:
    def test_one_waits_for_its_hour(self, ouvrir, site):
        page = arriver(ouvrir, "Rédaction")
        [titre] = avoir(page, f"Mardi {PASSAGE}")
        ouvrir_la_page(page, titre)
        page.get_by_role("button", name="Afficher/masquer le statut").click()
        page.get_by_role("button", name="Programmer", exact=True).click()
        dialogue = page.get_by_role("dialog")
        moment = dialogue.get_by_label("Date/heure de publication")
        calendrier = page.locator(".xdsoft_datetimepicker:visible")
        moment.click()
        expect(calendrier).to_have_count(1)  # it opens a little later: not over what follows
        moment.fill("04/03/2031 09:00")
        page.keyboard.press("Tab")
        expect(calendrier).to_have_count(0)
        dialogue.get_by_role("button", name="Enregistrer la programmation").click()
        expect(page.get_by_text("Publication prévue le mardi 4 mars 2031 à 9 h")).to_be_visible()
        agir(page, "Programmer pour publication")
        expect(page.get_by_text("sera publié le mardi 4 mars 2031 à 9 h")).to_be_visible()
        liste(page, "Ressources", titre)
        expect(page.get_by_role("cell", name="Publication programmée")).to_be_visible()
        assert page.request.get(site + adresse_publique(titre)).status == 404

    def test_the_draft_of_a_colleague_is_reviewed(self, ouvrir):
        redaction = arriver(ouvrir, "Rédaction")
        [titre] = avoir(redaction, f"Mercredi {PASSAGE}")
        relecture = arriver(ouvrir, "Relecture")
        avant = nombre_a_l_accueil(relecture, "À relire")
        ouvrir_la_page(redaction, titre)
        agir(redaction, "Soumettre à Relecture")
        expect(redaction.get_by_text(f"« {titre} »").first).to_be_visible()
        assert nombre_a_l_accueil(redaction, "Mes contenus en relecture") >= 1
        assert nombre_a_l_accueil(relecture, "À relire") == avant + 1
        relecture.get_by_role("link", name=titre, exact=True).click()
        agir(relecture, "Approuver et Publier")
        expect(relecture.get_by_text(f"« {titre} » est approuvée et publiée.")).to_be_visible()
        assert nombre_a_l_accueil(relecture, "À relire") == avant
        visiteur = ouvrir(adresse_publique(titre))
        expect(visiteur.get_by_role("heading", level=1)).to_have_text(titre)


class TestFraicheur:
    def test_ten_are_verified_at_once(self, ouvrir):
        page = arriver(ouvrir, "Rédaction")
        titres = avoir(page, f"Jeudi {PASSAGE}", 11, publier=True)
        liste(page, "Ressources", f"Jeudi {PASSAGE}")
        for rang in range(10):
            page.get_by_role("row", name=re.compile("Jeudi")).nth(rang).get_by_role(
                "checkbox"
            ).check()
        page.get_by_role("link", name="Marquer comme vérifié").click()
        page.get_by_label("À revoir le").fill("2032-01-15")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Voir ce qui va changer").click()
        page.get_by_role("button", name=re.compile(r"^Marquer comme vérifié\s: 10\sress")).click()
        expect(page.get_by_text(re.compile(r"C’est noté\s: 10\sressources"))).to_be_visible()
        expect(page.get_by_role("cell", name="15 jan. 2032")).to_have_count(10)
        visiteur = ouvrir(adresse_publique(titres[-1]))
        expect(visiteur.get_by_role("main")).to_contain_text("15 janvier 2032")


class TestMedias:
    def test_an_image_is_replaced_where_it_shows(self, ouvrir):
        visiteur = ouvrir("/actualites/neuf-themes-pour-commencer/")
        montree = visiteur.get_by_role("figure").first.locator("img")
        avant = montree.get_attribute("src")
        page = arriver(ouvrir, "Rédaction")
        page.get_by_role("link", name="Images", exact=True).click()
        page.get_by_role("link", name=re.compile("neuf-themes-pour-commencer")).click()
        expect(page.get_by_role("link", name="Sert 1 fois")).to_be_visible()
        page.get_by_role("button", name="Fichier").set_input_files(
            png_de(f"#{PASSAGE}", f"vendredi-{PASSAGE}.png")
        )
        page.get_by_role("button", name="Enregistrer").click()
        expect(page.get_by_text("mise à jour")).to_be_visible()
        visiteur.reload()
        expect(montree).not_to_have_attribute("src", avant)
        expect(montree).not_to_have_js_property("naturalWidth", 0)

    def test_a_document_that_is_replaced_keeps_its_address(self, ouvrir):
        page = arriver(ouvrir, "Rédaction")
        page.get_by_role("link", name="Documents", exact=True).click()
        page.get_by_role("link", name="Délibération type, à adapter").click()
        adresse = page.get_by_role("link", name=re.compile(r"\.odt$")).get_attribute("href")
        adresse = page.url.partition("/admin/")[0] + adresse
        contenu = commente(page.request.get(adresse).body())
        page.get_by_role("button", name="Fichier").set_input_files(
            {"name": f"v2-{PASSAGE}.odt", "mimeType": ODT, "buffer": contenu}
        )
        page.get_by_role("button", name="Enregistrer").click()
        expect(page.get_by_text("mis à jour")).to_be_visible()
        servi = page.request.get(adresse)
        assert (servi.status, servi.body()) == (200, contenu)


class TestAdresses:
    def test_an_old_address_leads_to_the_new_one(self, ouvrir):
        ancienne = f"/ancien-site/tirage-au-sort-{PASSAGE}.html"
        page = arriver(ouvrir, "Rédaction")
        page.get_by_role("button", name="Paramètres").click()
        page.get_by_role("link", name=re.compile("[Rr]edirection")).click()
        page.get_by_role("link", name=re.compile("^Ajouter")).click()
        page.get_by_role("textbox", name="Redirige depuis").fill(ancienne)
        choisir_une_page(page, "Trois modèles à adapter")
        page.get_by_role("button", name="Créer").click()
        expect(page.get_by_text(re.compile("ajoutée"))).to_be_visible()
        visiteur = ouvrir(ancienne)
        expect(visiteur).to_have_url(re.compile("/trois-modeles-de-reglement/$"))
        expect(visiteur.get_by_role("heading", level=1)).to_have_text(re.compile("Trois modèles"))


class TestAccueil:
    @pytest.mark.parametrize("role", ["Rédaction", "Relecture", "Administration"])
    def test_each_count_is_the_number_of_lines_of_its_list(self, ouvrir, role):
        page = arriver(ouvrir, role)
        attente = page.get_by_role("region", name="Ce qui m’attend").get_by_role("definition")
        for rang in range(attente.get_by_role("link").count()):
            lien = attente.get_by_role("link").nth(rang)
            nombre = int(re.match(r"[\d\s]+", lien.inner_text())[0])
            lien.click()
            pages = page.get_by_role("navigation", name="Pagination")
            expect(pages).to_contain_text(re.compile(rf"\b{nombre}\s"))
            accueil(page)
