"""Asking, answering as somebody else, accepting, promoting as ANCT; a draft that is kept."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.portes import aller, entrer_par_code, nouvelle_adresse, se_presenter
from tests.browser.test_parcours import entrer_comme

JEUNES = "/communautes/faire-place-aux-jeunes/"


@pytest.mark.parametrize("js", [True, False], ids=["js", "sans js"])
def test_from_the_question_to_the_resource(ouvrir, js):
    question = f"Comment tenir une séance de nuit, {'à la lampe' if js else 'à la bougie'} ?"
    page = ouvrir(JEUNES, js=js)
    page.get_by_role("link", name="Se connecter pour rejoindre").click()
    entrer_par_code(page, ouvrir, nouvelle_adresse("question"))
    se_presenter(page, nom="Veilleuse" if js else "Bougie")
    page.get_by_role("button", name="Rejoindre la communauté").click()
    page.get_by_role("link", name="Poser une question").first.click()
    page.get_by_role("button", name="Publier ma question").click()
    expect(page.get_by_text("Écrivez votre question en une phrase.").first).to_be_visible()
    page.get_by_label("Votre question, en une phrase").fill(question)
    page.get_by_role("button", name="Voir ce qui ressemble").click()
    expect(page.locator("#ressemblances")).to_contain_text(re.compile("répond peut-être|bienvenue"))
    page.get_by_label("Ce qu’il faut savoir pour vous répondre").fill("Ils ne sont libres que là.")
    page.get_by_role("button", name="Publier ma question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    adresse = re.sub(r"^https?://[^/]+", "", page.url)

    autre = ouvrir(adresse, js=js)
    autre.get_by_role("link", name="Se connecter pour répondre").click()
    entrer_par_code(autre, ouvrir, nouvelle_adresse("reponse"))
    se_presenter(autre, nom="Répondante" if js else "Chandelle")
    aller(autre, JEUNES)
    autre.get_by_role("button", name="Rejoindre la communauté").click()
    aller(autre, adresse)
    autre.get_by_label("Que répondez-vous").fill("**À trois**, et avec une soupe.")
    expect(autre.get_by_text("Cette publication préviendra")).to_be_visible()
    autre.get_by_role("button", name="Publier ma réponse").click()
    expect(autre.locator(".disc-message__texte strong")).to_have_text("À trois")

    page.reload()
    page.get_by_role("button", name="Retenir cette réponse").click()
    expect(page.get_by_text("Réponse retenue par qui a posé la question")).to_be_visible()

    anct = ouvrir("/connexion/", js=js)
    entrer_comme(anct, "Administration")
    aller(anct, adresse)
    anct.get_by_role("button", name="Promouvoir en ressource").click()
    expect(anct).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))
    page.reload()  # a draft that editors have not published is nobody's reading yet
    expect(page.get_by_text("Résolue", exact=True).first).to_be_visible()
    expect(page.get_by_text("Devenue une ressource")).to_have_count(0)


def test_what_is_typed_comes_back_in_the_same_tab(ouvrir):
    page = ouvrir("/connexion/")
    entrer_comme(page, "Agent de collectivité")
    aller(page, "/communautes/budgets-participatifs-petites-communes/discussions/poser/")
    page.route("**/brouillon/", lambda route: route.abort())  # the server does not answer
    page.get_by_label("Votre question, en une phrase").fill("Une question à moitié écrite")
    page.reload()
    expect(page.get_by_label("Votre question, en une phrase")).to_have_value(
        "Une question à moitié écrite"
    )
