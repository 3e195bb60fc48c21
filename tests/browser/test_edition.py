"""What only a browser shows of the form: the list that follows, the preview, the chooser."""

import re

from playwright.sync_api import expect

from tests.browser.gestes import choisir_une_page
from tests.browser.test_parcours import BROUILLON, entrer_comme

TITRE = "Ouvrir un café des associations"


def nouvelle_ressource(page):
    entrer_comme(page, "Rédaction")
    page.get_by_role("link", name="Ressources", exact=True).click()
    page.get_by_role("link", name="Ajouter", exact=True).first.click()
    page.wait_for_timeout(3000)  # autosave takes the form as it is two seconds after loading
    return page.get_by_role("status").filter(has_text="pour publier")


class TestFormulaire:
    def test_what_is_missing_follows_what_is_written(self, ouvrir):
        page = ouvrir("/connexion/")
        manques = nouvelle_ressource(page)
        expect(manques).to_contain_text("Il manque 4 choses")
        page.get_by_role("textbox", name="Titre").fill(TITRE)
        page.keyboard.press("Tab")
        expect(page).to_have_url(BROUILLON)
        expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
        page.get_by_role("tab", name="Adresse et référencement").click()
        expect(page.get_by_text("/ressources/", exact=True)).to_be_visible()
        manques.get_by_role("link", name="Résumé").click()
        resume = page.get_by_role("textbox", name="Résumé")
        expect(resume).to_be_focused()  # in the other tab
        page.keyboard.type("Neuf mois, trois bénévoles.")
        page.keyboard.press("Tab")
        expect(manques).to_contain_text("Il manque 2 choses")
        expect(manques.get_by_role("link", name="Résumé")).to_have_count(0)
        expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()

    def test_the_preview_is_the_visitor_s_page_at_two_widths(self, ouvrir):
        page = ouvrir("/connexion/")
        nouvelle_ressource(page)
        page.get_by_role("textbox", name="Titre").fill(TITRE)
        page.keyboard.press("Tab")
        expect(page).to_have_url(BROUILLON)
        page.get_by_role("button", name=re.compile("prévisualisation")).click()
        # Wagtail draws the next one behind the one that is read.
        apercu = page.frame_locator("iframe[title='Prévisualisation'] >> nth=0")
        expect(apercu.get_by_role("heading", level=1)).to_have_text(TITRE)
        expect(apercu.get_by_role("link", name="Administration")).to_have_count(0)
        for taille, largeur in (("téléphone", 375), ("ordinateur", 1280)):
            page.get_by_role("radio", name=re.compile(taille)).check(force=True)
            expect(apercu.locator("html")).to_have_js_property("clientWidth", largeur)


class TestDates:
    def test_what_is_typed_stays_until_the_server_has_judged_it(self, ouvrir):
        page = ouvrir("/connexion/")
        nouvelle_ressource(page)
        page.get_by_role("textbox", name="Titre").fill(TITRE)
        page.keyboard.press("Tab")
        expect(page).to_have_url(BROUILLON)
        expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
        for typed in ("31/12/2031", "31/02/2031", "2031-12-31"):
            revoir = page.get_by_role("textbox", name="À revoir le")
            revoir.fill(typed)
            page.wait_for_timeout(500)  # the calendar opens a moment after
            page.keyboard.press("Tab")
            expect(revoir).to_have_value(typed)
            page.get_by_role("button", name="Enregistrer le brouillon").click()
            page.wait_for_load_state()
            if typed == "31/02/2031":
                expect(page.get_by_text("Ce n’est pas une date")).to_be_visible()
                expect(revoir).to_have_value(typed)
            else:
                expect(page.get_by_text("Ce n’est pas une date")).to_have_count(0)
                expect(revoir).to_have_value("31/12/2031")

    def test_a_schedule_that_is_refused_is_shown(self, ouvrir):
        page = ouvrir("/connexion/")
        nouvelle_ressource(page)
        page.get_by_role("textbox", name="Titre").fill(TITRE)
        page.keyboard.press("Tab")
        expect(page).to_have_url(BROUILLON)
        expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
        page.get_by_role("button", name="Afficher/masquer le statut").click()
        page.get_by_role("button", name="Programmer", exact=True).click()
        fenetre = page.get_by_role("dialog", name="programmation de publication")
        fenetre.get_by_label("Date/heure de publication").fill("04/03/2031")
        calendrier = page.locator(".xdsoft_datetimepicker").filter(visible=True)
        expect(calendrier).to_have_count(1)  # it opens a moment after the field is reached
        fenetre.get_by_role("heading", name="Définir la programmation").click()
        expect(calendrier).to_have_count(0)
        fenetre.get_by_role("button", name="Enregistrer la programmation").click()
        expect(fenetre.get_by_text("Ajoutez l’heure")).to_be_visible()
        page.keyboard.press("Escape")
        resume = page.get_by_role("status").filter(has_text="La programmation est à corriger")
        expect(resume).to_contain_text("Ajoutez l’heure")
        resume.get_by_role("button").first.click()
        expect(fenetre.get_by_text("Ajoutez l’heure")).to_be_visible()


class TestRetrait:
    def test_a_withdrawn_page_leads_where_the_editor_chose(self, ouvrir):
        page = ouvrir("/connexion/")
        entrer_comme(page, "Rédaction")
        page.get_by_role("link", name="Actualités", exact=True).click()
        page.get_by_role("link", name=re.compile("les résultats de l’enquête")).first.click()
        adresse = page.get_by_role(
            "link", name=re.compile("Voir la page publiée")
        ).first.get_attribute("href")
        page.get_by_role("button", name="Actions", exact=True).first.click()
        page.get_by_role("link", name="Dépublier").first.click()
        choisir_une_page(page, "Trois modèles à adapter")
        page.get_by_role("button", name="Oui, la dépublier").click()
        expect(page.locator(".messages")).to_contain_text("adresses mènent maintenant")
        visiteur = ouvrir(re.sub(r"^https?://[^/]+", "", adresse))
        expect(visiteur).to_have_url(re.compile("/trois-modeles-de-reglement/$"))
