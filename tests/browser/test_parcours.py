"""The journeys of the first release, as people live them."""

import re
import time

import pytest
from playwright.sync_api import expect

TITRE = "Préparer une fête des voisins utile"
CORPS = "Une carriole, des tréteaux et l’éléphant gonflable de la mairie."


def entrer_comme(page, role: str) -> None:
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/connexion/", page.url))
    page.get_by_role("button", name=f"Entrer comme {role}").click()


def chercher_jusqu_a(page, mot: str, titre: str, secondes: float = 5) -> None:
    """Search until the title shows, five seconds at most."""
    fin = time.monotonic() + secondes
    origine = re.sub(r"(https?://[^/]+).*", r"\1", page.url)
    while time.monotonic() < fin:
        page.goto(f"{origine}/recherche/?q={mot}")
        if page.get_by_role("link", name=titre).count():
            return
        time.sleep(0.3)
    pytest.fail(f"« {titre} » n’est pas trouvé par « {mot} » en {secondes} s")


class TestRedaction:
    def test_a_resource_goes_from_the_editors_form_to_a_visitors_search(self, ouvrir):
        page = ouvrir("/connexion/")
        entrer_comme(page, "Rédaction")
        expect(page).to_have_url(re.compile("/admin/$"))
        page.goto(page.url + "pages/")
        page.goto(page.url.replace("pages/", "ressources/"))
        page.get_by_role("link", name=re.compile("Ajouter")).first.click()
        page.get_by_label("Titre").first.fill(TITRE)
        publier(page)
        expect(page.get_by_text("Choisissez au moins un thème.")).to_be_visible()
        expect(page.get_by_label("Titre").first).to_have_value(TITRE)


def publier(page) -> None:
    page.get_by_role("button", name=re.compile("Plus d’actions|Actions")).first.click()
    page.get_by_role("button", name="Publier").click()


class TestSansScript:
    def test_searching_filtering_and_reading_work(self, ouvrir):
        page = ouvrir("/", js=False)
        page.get_by_role("searchbox").first.fill("budget participatif")
        page.get_by_role("button", name="Rechercher").first.click()
        page.get_by_role("link", name=re.compile("budget participatif", re.I)).first.click()
        expect(page.locator("h1")).to_contain_text(re.compile("budget", re.I))

    def test_the_menu_can_be_opened_on_a_phone(self, ouvrir):
        page = ouvrir("/", largeur=375, js=False)
        page.get_by_role("button", name="Menu", exact=True).click()
        expect(page.get_by_role("link", name="Ressources", exact=True).first).to_be_visible()
        page.get_by_role("link", name="Ressources", exact=True).first.click()
        expect(page).to_have_url(re.compile("/ressources/$"))

    def test_a_filter_is_applied_and_removed(self, ouvrir):
        page = ouvrir("/ressources/", js=False)
        # DSFR lays the label over the box.
        page.locator("label", has_text=re.compile("^Guide")).click()
        page.get_by_role("button", name="Appliquer les filtres").click()
        expect(page).to_have_url(re.compile("nature=guide"))
        page.get_by_role("link", name="Retirer le filtre Guide").click()
        expect(page).not_to_have_url(re.compile("nature=guide"))


class TestContact:
    def test_a_defect_is_reported_and_acknowledged(self, ouvrir):
        page = ouvrir("/accessibilite/")
        signaler = page.locator("main").get_by_role(
            "link", name="Signaler un défaut d’accessibilité"
        )
        signaler.click()
        page.get_by_label("Votre adresse électronique").fill("agent@commune.example.org")
        page.get_by_label("Votre message").fill("Le menu ne se lit pas.")
        page.wait_for_timeout(3500)  # the form refuses what is faster than a person
        page.get_by_role("button", name="Envoyer le message").click()
        expect(page.locator("h1")).to_have_text("Votre message est bien arrivé")
        expect(page.locator("main")).to_contain_text(re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}"))
