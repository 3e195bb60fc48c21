"""The journeys of the first release, as people live them."""

import re

from playwright.sync_api import expect


class TestSansScript:
    def test_searching_filtering_and_reading_work(self, ouvrir):
        page = ouvrir("/", js=False)
        page.get_by_role("searchbox").first.fill("questionnaire")
        page.get_by_role("button", name="Rechercher").first.click()
        page.locator("main h3 a").first.click()
        expect(page.locator("article, main").first).to_contain_text("Vérifié")

    def test_the_menu_can_be_opened_on_a_phone(self, ouvrir):
        page = ouvrir("/", largeur=375, js=False)
        menu = page.locator("summary", has_text="Menu")
        if menu.count():
            menu.click()
        expect(page.get_by_role("link", name="Ressources", exact=True).first).to_be_visible()
        page.get_by_role("link", name="Ressources", exact=True).first.click()
        expect(page).to_have_url(re.compile("/ressources/$"))

    def test_a_filter_is_applied_and_removed(self, ouvrir):
        page = ouvrir("/ressources/", js=False)
        page.locator("label", has_text=re.compile("Guide")).first.click()
        page.get_by_role("button", name="Appliquer les filtres").click()
        expect(page).to_have_url(re.compile("nature=guide"))
        page.get_by_role("link", name="Retirer le filtre Guide").click()
        expect(page).not_to_have_url(re.compile("nature=guide"))


class TestContact:
    def test_a_defect_is_reported_and_acknowledged(self, ouvrir):
        page = ouvrir("/accessibilite/")
        page.locator("main").get_by_role("link", name="Signaler un défaut").click()
        page.get_by_label("Votre adresse électronique").fill("agent@commune.example.org")
        page.get_by_label("Votre message").fill("Le menu ne se lit pas.")
        page.wait_for_timeout(3500)  # the form refuses what is faster than a person
        page.get_by_role("button", name="Envoyer le message").click()
        expect(page.locator("h1")).to_have_text("Votre message est bien arrivé")
        expect(page.locator("main")).to_contain_text(re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}"))
