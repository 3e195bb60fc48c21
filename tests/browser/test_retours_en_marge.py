"""A retour that does not go straight: signed in again elsewhere; proposed out of an answer."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.portes import aller, chemin, entrer_par_code, nouvelle_adresse, se_presenter
from tests.browser.test_parcours import entrer_comme
from tests.browser.test_retours import FAIT, ROLE, commencer, continuer, sans_debordement, titre_de

JEUNES = "/communautes/faire-place-aux-jeunes/"


@pytest.mark.parametrize("js", [True, False], ids=["js", "sans js"])
def test_signed_in_again_in_another_tab_before_one_types(ouvrir, js):
    """Its token against forged forms is an old one: nothing is lost."""
    page = ouvrir("/connexion/", largeur=375, js=js)
    commencer(page, titre_de(js, "reconnectée"))
    suite = page.url
    page.context.clear_cookies(name="sessionid")
    autre = page.context.new_page()
    autre.goto(suite)
    entrer_comme(autre, ROLE)
    page.bring_to_front()
    if js:  # refused, sent again with the token of the moment
        with page.expect_response(lambda dit: "/garder/" in dit.url and dit.ok):
            page.get_by_label("Ce qui a été fait").fill(FAIT)
        expect(page.locator("[data-garder-etat]")).to_have_text(re.compile(r"Enregistré à \d+"))
    else:
        page.get_by_label("Ce qui a été fait").fill(FAIT)
    continuer(page)
    if not js:
        expect(page.get_by_role("heading", level=1)).to_contain_text("Rien n’est perdu")
        page.get_by_role("button", name="Envoyer de nouveau mon texte").click()
    expect(page.get_by_label("Ce qu’on en retient")).to_be_visible()
    page.get_by_role("button", name="Étape précédente").click()
    expect(page.get_by_label("Ce qui a été fait")).to_have_value(FAIT)


def demander(ouvrir, *, js: bool, question: str):
    """A question of somebody who has just joined: their page, on it."""
    page = ouvrir(JEUNES, js=js)
    page.get_by_role("link", name="Se connecter pour rejoindre").click()
    entrer_par_code(page, ouvrir, nouvelle_adresse("promotion"))
    se_presenter(page, nom="Curieuse")
    page.get_by_role("button", name="Rejoindre la communauté").click()
    aller(page, f"{JEUNES}discussions/poser/")
    page.get_by_label("Votre question, en une phrase").fill(question)
    page.get_by_label("Ce qu’il faut savoir pour vous répondre").fill("Le jury a dix-sept ans.")
    page.get_by_role("button", name="Publier ma question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    return page


def repondre(page, adresse: str) -> None:
    aller(page, JEUNES)
    rejoindre = page.get_by_role("button", name="Rejoindre la communauté")
    if rejoindre.count():
        rejoindre.click()
    aller(page, adresse)
    page.get_by_label("Que répondez-vous").fill(FAIT)
    page.get_by_role("button", name="Publier ma réponse").click()
    expect(page.locator(".disc-message__texte").last).to_contain_text("deux bénévoles")


@pytest.mark.parametrize("js", [True, False], ids=["js", "sans js"])
def test_an_answer_becomes_a_retour(ouvrir, js):
    """ANCT proposes it; who answered says yes, and finds their own words in the first step."""
    question = f"Ouvrir la cour le soir, {'avec qui' if js else 'et jusqu’à quand'} ?"
    page = demander(ouvrir, js=js, question=question)
    adresse = chemin(page)
    auteur = ouvrir("/connexion/", largeur=375, js=js)
    entrer_comme(auteur, ROLE)
    repondre(auteur, adresse)
    page.reload()
    page.get_by_role("button", name="Retenir cette réponse").click()

    anct = ouvrir("/connexion/", js=js)
    entrer_comme(anct, "Administration")
    aller(anct, adresse)
    anct.get_by_role("button", name="Proposer d’en faire un retour d’expérience").click()
    expect(anct.get_by_text("rien ne part sans son accord")).to_be_visible()

    aller(auteur, "/mon-compte/retours/")
    auteur.get_by_role("link", name=question).first.click()
    expect(auteur.get_by_role("heading", name="En faites-vous un retour")).to_be_visible()
    sans_debordement(auteur)
    auteur.get_by_role("button", name="Oui, je l’écris").click()
    expect(auteur.get_by_text("Ce retour est le vôtre")).to_be_visible()
    auteur.get_by_role("link", name="Continuer à écrire").click()
    aller(auteur, re.sub(r"/ecrire/.*", "/ecrire/fait/", chemin(auteur)))
    expect(auteur.get_by_label("Ce qui a été fait")).to_have_value(FAIT)
    sans_debordement(auteur)
