"""What people do at the doors, by the words on the screen; JavaScript on or off."""

import re
import time
from urllib.parse import urlsplit

from playwright.sync_api import expect

CLE_VIRTUELLE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
LIEN = re.compile(r"https?://[^/\s]+(/\S*)")


def nouvelle_adresse(nom: str) -> str:
    """Of nobody yet: another run on the same site opens its own account."""
    return f"{nom}.{time.time_ns()}@demo.example.org"


def aller(page, chemin: str) -> None:
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1", page.url) + chemin)


def chemin(page) -> str:
    parties = urlsplit(page.url)
    return parties.path + (f"?{parties.query}" if parties.query else "")


def demander(page, email: str) -> None:
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_role("button", name="Recevoir un code").click()
    expect(page.get_by_role("heading", name="Saisir le code")).to_be_visible()


def courriel(ouvrir, email: str) -> str:
    """The text of the latest mail to this address, read as a newcomer does."""
    page = ouvrir("/_mails/")
    page.locator("main li", has_text=email).first.get_by_role("link").click()
    texte = page.inner_text("main")
    page.close()
    return texte


def recu(ouvrir, email: str) -> tuple[str, str]:
    """The code and the link of the latest mail to this address."""
    texte = courriel(ouvrir, email)
    lien = re.search(r"https?://[^/]+(/\S*/lien/\S+)", texte)[1]
    return re.search(r"^\s*(\d{6})\s*$", texte, re.M)[1], lien


def saisir(page, code: str) -> None:
    page.get_by_label("Code reçu").fill(code)
    page.get_by_role("button", name="Se connecter").click()


def se_presenter(page, prenom: str = "Camille", nom: str = "Durand") -> None:
    page.get_by_label("Prénom").fill(prenom)
    page.get_by_label("Nom", exact=True).fill(nom)
    page.get_by_label("Fonction").fill("DGS")
    page.get_by_role("button", name="Continuer").click()


def entrer_par_code(page, ouvrir, email: str) -> None:
    """From the sign-in page to where it leads."""
    demander(page, email)
    saisir(page, recu(ouvrir, email)[0])


def sortir(page) -> None:
    aller(page, "/deconnexion/")
    page.locator("main").get_by_role("button", name="Se déconnecter").click()


def est_dedans(page) -> None:
    expect(page.locator('header a[href$="/mon-compte/"]').first).to_be_attached()


def est_dehors(page) -> None:
    expect(page.locator('header a[href*="/connexion/"]').first).to_be_attached()


def brancher_une_cle(page) -> None:
    """A passkey that answers at once."""
    outil = page.context.new_cdp_session(page)
    outil.send("WebAuthn.enable")
    outil.send("WebAuthn.addVirtualAuthenticator", {"options": CLE_VIRTUELLE})


def lire_tous_les_liens(ouvrir) -> int:
    """What a mail scanner does, and a browser that fetches ahead: GET and HEAD, of every link of
    every mail, the text's and the HTML's.
    """
    page = ouvrir("/_mails/", js=False)
    lus = page.locator("main li a").evaluate_all("liens => liens.map(a => a.href)")
    liens = set()
    for adresse in lus:
        texte = page.request.get(adresse).text()
        html = page.request.get(f"{adresse}html/")
        texte = re.sub(r"<header.*?</header>|<footer.*?</footer>", "", texte, flags=re.S)
        for page_lue in (texte, html.text() if html.ok else ""):
            liens |= {m[1] for m in LIEN.finditer(page_lue.replace('"', " ").replace("<", " "))}
    for lien in sorted(liens):
        aller_lire = re.sub(r"(https?://[^/]+).*", r"\1", page.url) + lien
        for _fois in range(2):
            page.request.get(aller_lire)
            page.request.head(aller_lire)
    page.close()
    return len(liens)
