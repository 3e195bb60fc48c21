"""Joining a collectivité, proving it by the code of its official mail, acting in its name."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.portes import (
    aller,
    courriel,
    entrer_par_code,
    lire_tous_les_liens,
    nouvelle_adresse,
    se_presenter,
)

VERNON, BOERSCH = "Vernon — Eure (27)", "Bœrsch — Bas-Rhin (67)"
OFFICIELS = {VERNON: "mairie.vernon@demo.example.org", BOERSCH: "mairie.boersch@demo.example.org"}

avec_et_sans_script = pytest.mark.parametrize("js", [True, False], ids=["js", "sans js"])


def choisir(page, texte: str, intitule: str, *, js: bool, seule: bool = False) -> None:
    """In the picker: from the list that follows one's typing, or the one that the form answers."""
    champ = page.get_by_label("Votre collectivité").first
    if js:
        champ.press_sequentially(texte)
        page.get_by_role("option", name=re.compile(f"^{re.escape(intitule)}")).click()
        expect(champ).to_have_value(intitule)
    else:
        champ.fill(texte)
    page.get_by_label("Votre fonction").select_option(label="Poste dans les services")
    page.get_by_role("button", name="Rejoindre cette collectivité").click()
    if not js and not seule:
        expect(page.get_by_label("Votre fonction")).to_have_value("agent")  # nothing is lost
        page.locator("label", has_text=re.compile(rf"^\s*{re.escape(intitule)}")).first.click()
        page.get_by_role("button", name="Rejoindre cette collectivité").click()


def code_officiel(ouvrir, intitule: str) -> str:
    return re.search(r"^\s*(\d{4} \d{4})\s*$", courriel(ouvrir, OFFICIELS[intitule]), re.M)[1]


@avec_et_sans_script
def test_from_the_picker_to_acting_in_the_name_of_either(ouvrir, js):
    page = ouvrir("/connexion/?next=/mon-compte/", js=js)
    entrer_par_code(page, ouvrir, nouvelle_adresse("agente"))
    se_presenter(page)
    page.locator("main").get_by_role("link", name="Rejoindre ma collectivité").first.click()
    choisir(page, "vernon", VERNON, js=js)
    expect(page.get_by_role("heading", level=1)).to_have_text("Faire vérifier mon affiliation")
    page.get_by_role("button", name="Envoyer un code à la collectivité").click()
    expect(page.get_by_text("Un code part au courriel officiel")).to_be_visible()
    page.get_by_label("Code reçu par votre collectivité").fill("0000 0000")
    page.get_by_role("button", name="Confirmer mon affiliation").click()
    expect(page.locator(".fr-error-text, .fr-alert--error").first).to_be_visible()

    lire_tous_les_liens(ouvrir)  # the official mail's scanner, the référent's…
    page.reload()
    expect(page.get_by_role("button", name="Confirmer mon affiliation")).to_be_visible()
    page.get_by_label("Code reçu par votre collectivité").fill(code_officiel(ouvrir, VERNON))
    page.get_by_role("button", name="Confirmer mon affiliation").click()
    expect(page.get_by_text("C’est confirmé")).to_be_visible()
    expect(page.locator(".tec-agir")).to_contain_text("Vous agissez au nom de")
    expect(page.locator(".tec-agir")).to_contain_text(VERNON)

    page.get_by_role("link", name="Rejoindre une autre collectivité").click()
    choisir(page, "boersch", BOERSCH, js=js, seule=True)
    expect(page.locator(".tec-agir option:checked")).to_contain_text(BOERSCH)
    aller(page, "/themes/")
    page.get_by_label("Vous agissez au nom de").select_option(label=VERNON)
    page.get_by_role("button", name="Changer de collectivité").click()
    expect(page).to_have_url(re.compile("/themes/$"))
    expect(page.get_by_text("Vous agissez maintenant au nom de Vernon.")).to_be_visible()
    expect(page.locator(".tec-agir option:checked")).to_have_text(VERNON)


@avec_et_sans_script
def test_what_is_not_open_yet_says_why_and_leads_there(ouvrir, js):
    page = ouvrir("/connexion/?next=/ma-collectivite/journal/", js=js, largeur=375)
    entrer_par_code(page, ouvrir, nouvelle_adresse("nouvelle"))
    se_presenter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce qu’il faut pour y accéder")
    page.locator("main").get_by_role("link", name="Rejoindre").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rejoindre ma collectivité")
