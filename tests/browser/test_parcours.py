"""The journeys of the first release, as people live them."""

import re
import time

import pytest
from playwright.sync_api import expect

TITRE = "Préparer une fête des voisins utile"
CORPS = "Une carriole, des tréteaux et l’éléphant gonflable de la mairie."
ANGLAIS = {
    TITRE: "Plan a useful street party",
    "Une carriole, trois tables et du café.": "A cart, three tables and coffee.",
    CORPS: "A cart, trestles and the town hall’s inflatable elephant.",
}
THEME = "Partager l’eau, la décider ensemble"
ADMIN = re.compile("/admin/$")
BROUILLON = re.compile("/edit/$")  # autosave has given the new page its own address


def entrer_comme(page, role: str) -> None:
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/connexion/", page.url))
    page.get_by_role("button", name=f"Entrer comme {role}").click()


def chercher_jusqu_a(page, mot: str, titre: str, *, langue: str = "", secondes: float = 5) -> None:
    """Search (`langue`: "" or "/en") until the title shows, five seconds at most; open it."""
    fin = time.monotonic() + secondes
    origine = re.sub(r"(https?://[^/]+).*", r"\1", page.url)
    while time.monotonic() < fin:
        page.goto(f"{origine}{langue}/recherche/?q={mot}")
        if page.get_by_role("link", name=titre).count():
            page.get_by_role("link", name=titre).first.click()
            expect(page.locator("h1")).to_have_text(titre)
            return
        time.sleep(0.3)
    pytest.fail(f"« {titre} » n’est pas trouvé par « {mot} » en {secondes} s")


def publier(page) -> None:
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Publier").click()


def completer(page) -> None:
    """What the first refusal asked for."""
    page.get_by_role("textbox", name="Résumé").fill("Une carriole, trois tables et du café.")
    page.get_by_role("textbox", name="À revoir le").fill("15/01/2030")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("Ajouter.* thème")).click()
    page.get_by_role("combobox", name=re.compile("^Thème")).first.select_option(label=THEME)
    page.get_by_role("button", name="Insérer un bloc").first.click()
    page.get_by_role("listbox").get_by_role("option", name="Texte").first.click()
    editeur = page.locator(".public-DraftEditor-content").first
    editeur.click()
    editeur.press_sequentially(CORPS)
    expect(editeur).to_contain_text("éléphant gonflable")
    page.wait_for_timeout(1000)  # the editor hands its text to the form after a moment


def traduire(page, textes: dict[str, str]) -> None:
    """From the French page: submit it, translate text by text, publish."""
    page.get_by_role("link", name=TITRE).first.click()
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("link", name=re.compile("^Traduire")).first.click()
    page.get_by_role("button", name="Soumettre").click()
    expect(page.get_by_text("Les lecteurs voient encore le texte français")).to_be_visible()
    principal = page.locator("main")
    for texte in textes.values():
        principal.get_by_role("button", name="Traduire", exact=True).first.click()
        principal.locator("textarea").fill(texte)
        principal.get_by_role("button", name="Enregistrer").click()
        expect(principal.get_by_text(texte, exact=True)).to_be_visible()
    principal.get_by_role("button", name=re.compile("^Publier dans")).click()
    expect(page.locator(".messages")).to_contain_text("publié")


class TestRedaction:
    def test_a_resource_is_published_found_translated_and_read_in_english(self, ouvrir):
        page = ouvrir("/connexion/")
        entrer_comme(page, "Rédaction")
        expect(page).to_have_url(ADMIN)
        page.get_by_role("link", name="Ressources", exact=True).click()
        page.get_by_role("link", name="Ajouter", exact=True).first.click()
        page.wait_for_timeout(3000)  # autosave takes the form as it is two seconds after loading
        page.get_by_role("textbox", name="Titre").fill(TITRE)
        page.keyboard.press("Tab")
        expect(page).to_have_url(BROUILLON)
        publier(page)
        expect(page.get_by_text("Choisissez au moins un thème.", exact=True)).to_be_visible()
        expect(page.get_by_text("Écrivez le résumé").first).to_be_visible()
        expect(page.get_by_role("textbox", name="Titre").first).to_have_value(TITRE)
        completer(page)
        publier(page)
        expect(page.locator(".messages")).to_contain_text("publié")
        visiteur = ouvrir("/")
        chercher_jusqu_a(visiteur, "elephant", TITRE)
        expect(visiteur.locator("main")).to_contain_text("éléphant gonflable")
        visiteur.get_by_role("link", name="English").first.click()
        expect(visiteur.get_by_text("not yet translated into English")).to_be_visible()
        traduire(page, ANGLAIS)
        chercher_jusqu_a(visiteur, "trestles", ANGLAIS[TITRE], langue="/en")
        expect(visiteur.locator("main")).to_contain_text(ANGLAIS[CORPS])
        expect(visiteur.locator("html")).to_have_attribute("lang", "en")
        visiteur.get_by_role("link", name="Français").first.click()
        expect(visiteur.locator("h1")).to_have_text(TITRE)


class TestSansScript:
    def test_searching_filtering_and_reading_work(self, ouvrir):
        page = ouvrir("/", js=False)
        page.get_by_role("searchbox").first.fill("questionnaire")
        page.get_by_role("button", name="Rechercher").first.click()
        page.get_by_role("link", name="Mesurer le renoncement aux soins en huit questions").click()
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
