"""The second factor in a browser, from « Mon compte »: application, recovery code, passkey."""

import base64
import hmac
import time

import pytest
from playwright.sync_api import expect

from tests.browser.portes import (
    aller,
    brancher_une_cle,
    chemin,
    entrer_par_code,
    nouvelle_adresse,
    se_presenter,
    sortir,
)

PERIODE = 30  # seconds

avec_et_sans_script = pytest.mark.parametrize("js", [True, False], ids=["js", "sans js"])


def code_de(secret: str, *, suivant: bool = False) -> str:
    """What a telephone shows (RFC 6238); `suivant`: in thirty seconds, which the portal accepts
    already. Without Django: `make screenshots` asks for it too.
    """
    compteur = int(time.time()) // PERIODE + suivant
    cle = base64.b32decode(secret + "=" * (-len(secret) % 8))
    empreinte = hmac.digest(cle, compteur.to_bytes(8), "sha1")
    debut = empreinte[-1] & 15
    nombre = int.from_bytes(empreinte[debut : debut + 4]) & 0x7FFFFFFF
    return f"{nombre % 10**6:06d}"


def arriver(ouvrir, email: str, *, js: bool):
    """Signed in, on « Mon compte »."""
    page = ouvrir("/connexion/?next=/mon-compte/", js=js)
    entrer_par_code(page, ouvrir, email)
    se_presenter(page)
    return page


def revenir(page, ouvrir, email: str) -> None:
    """Another sign-in, as far as what it asks for besides the code of the mail."""
    sortir(page)
    aller(page, "/connexion/?next=/mon-compte/")
    entrer_par_code(page, ouvrir, email)
    aller(page, "/second-facteur/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Prouver que c’est vous")


@avec_et_sans_script
def test_an_application_then_a_recovery_code(ouvrir, js):
    email = nouvelle_adresse("appli")
    page = arriver(ouvrir, email, js=js)
    page.get_by_role("link", name="Ajouter une seconde vérification").click()
    page.get_by_role("link", name="Ajouter une application").click()
    secret = page.locator(".tec-secret").inner_text().replace(" ", "")
    page.get_by_label("Code affiché par l’application").fill("000000")
    page.get_by_role("button", name="Enregistrer l’application").click()
    expect(page.get_by_text("vérifiez l’heure de votre téléphone").first).to_be_visible()
    assert page.locator(".tec-secret").inner_text().replace(" ", "") == secret
    page.get_by_label("Code affiché par l’application").fill(code_de(secret))
    page.get_by_role("button", name="Enregistrer l’application").click()
    expect(page.get_by_role("heading", name="Vos codes de secours")).to_be_visible()
    secours = page.locator(".tec-secours code").all_inner_texts()
    page.get_by_role("button", name="Je les ai gardés").click()
    assert chemin(page) == "/mon-compte/"
    expect(page.get_by_role("link", name="Gérer ma seconde vérification")).to_be_visible()

    revenir(page, ouvrir, email)
    page.locator("#id_code").fill("000000")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_text("Ce code n’est pas le bon").first).to_be_visible()
    page.locator("#id_code").fill(code_de(secret, suivant=True))
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Seconde vérification")

    revenir(page, ouvrir, email)
    page.locator("#id_code").fill(secours[0])
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_text(f"Il vous reste {len(secours) - 1} codes de secours")).to_be_visible()


def test_a_passkey(ouvrir):
    email = nouvelle_adresse("cle")
    page = arriver(ouvrir, email, js=True)
    brancher_une_cle(page)
    page.get_by_role("link", name="Ajouter une seconde vérification").click()
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_role("button", name="Créer la clé").click()
    expect(page.get_by_text("Donnez un nom à cette clé").first).to_be_visible()
    page.get_by_label("Nom de la clé").fill("Mon téléphone")
    page.get_by_role("button", name="Créer la clé").click()
    page.get_by_role("button", name="Je les ai gardés").click()
    revenir(page, ouvrir, email)
    page.get_by_role("button", name="Me servir de ma clé").click()
    expect(page.get_by_role("heading", name="Clé d’accès « Mon téléphone »")).to_be_visible()


def test_what_was_sent_waits_for_the_second_factor(ouvrir):
    """An action of who has one, before it is proved: kept, without a script too."""
    email = nouvelle_adresse("attend")
    page = arriver(ouvrir, email, js=False)
    page.get_by_role("link", name="Ajouter une seconde vérification").click()
    page.get_by_role("link", name="Ajouter une application").click()
    secret = page.locator(".tec-secret").inner_text().replace(" ", "")
    page.get_by_label("Code affiché par l’application").fill(code_de(secret))
    page.get_by_role("button", name="Enregistrer l’application").click()
    sortir(page)
    aller(page, "/connexion/?next=/mon-compte/rejoindre/")
    entrer_par_code(page, ouvrir, email)
    page.get_by_label("Votre collectivité").first.fill("Vernon")
    page.get_by_role("button", name="Rejoindre cette collectivité").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rien n’est perdu")
    with page.context.expect_page() as onglet:
        page.get_by_role("link", name="Continuer (nouvel onglet)").click()
    onglet.value.locator("#id_code").fill(code_de(secret, suivant=True))
    onglet.value.get_by_role("button", name="Vérifier").click()
    page.get_by_role("button", name="Envoyer de nouveau").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rejoindre ma collectivité")
    expect(page.get_by_text("Plusieurs collectivités").first).to_be_visible()
