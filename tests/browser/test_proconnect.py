"""The door of ProConnect, in a browser that goes there and comes back; JavaScript on and off."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from tests.browser.portes import (
    aller,
    chemin,
    demander,
    est_dedans,
    est_dehors,
    nouvelle_adresse,
    recu,
    saisir,
    se_presenter,
    sortir,
)

avec_et_sans_script = pytest.mark.parametrize("js", [True, False], ids=["js", "sans js"])


@pytest.fixture
def camille(fournisseur):
    """Somebody whom the portal has never seen, of the commune of Vernon (Eure)."""
    fournisseur.remettre_en_etat()
    fournisseur.personne |= {
        "sub": f"sub-{secrets.token_hex(8)}",
        "email": nouvelle_adresse("camille"),
    }
    yield fournisseur.personne
    fournisseur.remettre_en_etat()


def bouton(page):
    return page.get_by_role("button", name="S’identifier avec ProConnect")


@avec_et_sans_script
def test_enters_comes_back_and_leaves_both(ouvrir, camille, fournisseur, js):
    page = ouvrir("/annuaire/?theme=eau", js=js)
    page.locator("header").get_by_role("link", name="Se connecter").first.click()
    aide = page.get_by_role("link", name="Qu’est-ce que ProConnect")
    assert aide.get_attribute("href").startswith("https://") and "nouvelle fenêtre" in (
        aide.get_attribute("title")
    )
    bouton(page).click()
    expect(page).to_have_url(re.compile("/annuaire/"))
    assert chemin(page) == "/annuaire/?theme=eau"
    est_dedans(page)
    sortir(page)
    expect(page.get_by_text("ici et chez ProConnect")).to_be_visible()
    est_dehors(page)
    assert "GET /session/end" in fournisseur.requetes


@avec_et_sans_script
def test_who_renounces_there_is_told_and_takes_the_other_door(ouvrir, camille, fournisseur, js):
    fournisseur.erreur = "access_denied"
    page = ouvrir("/connexion/?next=/themes/", js=js, largeur=375)
    bouton(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("La connexion a été interrompue")
    est_dehors(page)
    page.get_by_role("link", name="Revenir à la page de connexion").click()
    demander(page, camille["email"])
    saisir(page, recu(ouvrir, camille["email"])[0])
    se_presenter(page)
    assert chemin(page) == "/themes/"


def test_an_address_that_has_an_account_is_proved_once(ouvrir, camille):
    par_code = ouvrir("/connexion/")
    demander(par_code, camille["email"])
    saisir(par_code, recu(ouvrir, camille["email"])[0])
    se_presenter(par_code)
    page = ouvrir("/connexion/?next=/themes/")
    bouton(page).click()
    expect(page.get_by_role("heading", name="Saisir le code")).to_be_visible()
    est_dehors(page)
    saisir(page, recu(ouvrir, camille["email"])[0])
    assert chemin(page) == "/themes/"
    sortir(page)
    aller(page, "/connexion/")
    bouton(page).click()
    expect(page).not_to_have_url(re.compile("/connexion/"))
    est_dedans(page)


def test_when_it_is_down_the_page_says_so_and_the_code_remains(ouvrir, camille, fournisseur):
    fournisseur.pannes = {"/token": "500"}
    page = ouvrir("/connexion/", js=False)
    bouton(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ProConnect ne répond pas")
    est_dehors(page)
    page.get_by_role("link", name="Revenir à la page de connexion").click()
    expect(page.get_by_role("button", name="Recevoir un code")).to_be_visible()
