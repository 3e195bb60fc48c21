"""The door of the mail, JavaScript off then on: a code, a link in another browser, a passkey."""

import re
import time

from playwright.sync_api import expect

NOUVELLE = f"mairie{time.time_ns()}@vernon.example.org"  # another run makes its own account
CLE_VIRTUELLE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def demander(page, email: str) -> None:
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_role("button", name="Recevoir un code").click()
    expect(page.get_by_role("heading", name="Saisir le code")).to_be_visible()


def recu(ouvrir, email: str) -> tuple[str, str]:
    """The code and the link of the latest mail to this address, read as a newcomer does."""
    page = ouvrir("/_mails/")
    page.locator("main li", has_text=email).first.get_by_role("link").click()
    texte = page.inner_text("main")
    lien = re.search(r"https?://[^/]+(/\S*/lien/\S+)", texte)[1]
    return re.search(r"^\s*(\d{6})\s*$", texte, re.M)[1], lien


def saisir(page, code: str) -> None:
    page.get_by_label("Code reçu").fill(code)
    page.get_by_role("button", name="Se connecter").click()


def test_a_shared_mailbox_enters_by_its_link_in_another_browser_without_javascript(ouvrir):
    demander(ouvrir("/connexion/", js=False), NOUVELLE)
    _code, lien = recu(ouvrir, NOUVELLE)
    page = ouvrir(lien, largeur=375, js=False)
    expect(page.get_by_text("m•••@vernon.example.org")).to_be_visible()
    expect(page.get_by_text("depuis un autre navigateur")).to_be_visible()
    page.get_by_role("button", name="Me connecter").click()
    page.get_by_label("Prénom").fill("Camille")
    page.get_by_label("Nom", exact=True).fill("Durand")
    page.get_by_label("Fonction").fill("DGS")
    page.get_by_text("Plusieurs personnes").click()
    page.get_by_label("Nom de la boîte").fill("Mairie de Vernon")
    page.get_by_role("button", name="Continuer").click()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("header")).to_contain_text("Mairie de Vernon — Camille D., DGS")
    page.locator("header").get_by_role("link", name="Ce n’est pas moi").first.click()
    expect(page.get_by_role("heading", name="Qui est là")).to_be_visible()


def test_an_editor_adds_a_passkey_then_proves_it(ouvrir):
    email = "relecture@demo.example.org"
    page = ouvrir("/connexion/")
    demander(page, email)
    expect(page.get_by_role("button", name="Recevoir un autre code")).to_be_disabled()
    saisir(page, recu(ouvrir, email)[0])
    expect(page.get_by_role("heading", name="Seconde vérification", level=1)).to_be_visible()
    outil = page.context.new_cdp_session(page)
    outil.send("WebAuthn.enable")
    outil.send("WebAuthn.addVirtualAuthenticator", {"options": CLE_VIRTUELLE})
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill("Mon téléphone")
    page.get_by_role("button", name="Créer la clé").click()
    expect(page.get_by_role("heading", name="Vos codes de secours")).to_be_visible()
    page.get_by_role("link", name="Je les ai gardés").click()
    expect(page).to_have_url(re.compile("/admin/$"))
    page.goto(re.sub(r"/admin/$", "/deconnexion/", page.url))
    page.locator("main").get_by_role("button", name="Se déconnecter").click()
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/connexion/", page.url))
    demander(page, email)
    saisir(page, recu(ouvrir, email)[0])
    page.get_by_role("button", name="Me servir de ma clé").click()
    expect(page).to_have_url(re.compile("/admin/$"))
