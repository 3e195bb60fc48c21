"""Asking to join a community, being accepted by who animates it, leaving."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.etats import OMBRE
from tests.browser.portes import aller, entrer_par_code, nouvelle_adresse, se_presenter
from tests.browser.test_parcours import entrer_comme


@pytest.mark.parametrize("js", [True, False], ids=["js", "sans js"])
def test_from_the_request_to_leaving(ouvrir, js):
    nom = f"Durand{'ier' if js else 'elle'}"
    page = ouvrir(OMBRE, js=js)
    expect(page.get_by_text("Ses membres seuls le lisent.")).to_be_visible()
    page.get_by_role("link", name="Se connecter pour rejoindre").click()
    entrer_par_code(page, ouvrir, nouvelle_adresse("membre"))
    se_presenter(page, nom=nom)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cours d’école")
    page.get_by_label("Pourquoi voulez-vous rejoindre").fill("Deux cours à refaire cet été.")
    page.locator("#situation ~ form").get_by_role("button", name="Demander à rejoindre").click()
    expect(page.get_by_text("Votre demande attend sa réponse")).to_be_visible()

    animatrice = ouvrir("/connexion/", js=js)
    entrer_comme(animatrice, "Agent de collectivité")
    aller(animatrice, "/notifications/")
    animatrice.get_by_role("button", name=re.compile(f"^Camille {nom} demande")).click()
    expect(animatrice.get_by_text("Deux cours à refaire cet été.")).to_be_visible()
    animatrice.get_by_role("button", name=f"Accepter Camille {nom}").click()
    expect(animatrice.get_by_text("Cette personne est membre, et en est avertie.")).to_be_visible()

    page.reload()
    expect(page.get_by_role("heading", name="Vous en êtes membre")).to_be_visible()
    aller(page, "/mon-compte/communautes/")
    page.get_by_text("Quitter", exact=True).click()
    page.get_by_role("button", name=re.compile("^Quitter «")).click()
    expect(page.get_by_text("Vous n’êtes plus membre de cette communauté.")).to_be_visible()
