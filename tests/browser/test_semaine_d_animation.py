"""The week of who animates: what waits, a question pinned then closed, a synthesis, the letter."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lieux import BUDGETS
from tests.browser.portes import aller, entrer_par_code, nouvelle_adresse, se_presenter
from tests.browser.test_parcours import entrer_comme


@pytest.mark.parametrize("js", [True, False], ids=["js", "sans js"])
def test_from_the_question_that_waits_to_the_letter(ouvrir, js):
    """A member asks; who animates takes it in charge, pins it, closes it, sums up, writes."""
    adresse = nouvelle_adresse("semaine")
    membre = ouvrir(BUDGETS, js=js)
    membre.get_by_role("link", name="Se connecter pour rejoindre").click()
    entrer_par_code(membre, ouvrir, adresse)
    se_presenter(membre, nom="Semainier" if js else "Semainière")
    membre.get_by_role("button", name="Rejoindre la communauté").first.click()
    question = f"Qui tient le registre des idées, {'le matin' if js else 'le soir'} ?"
    aller(membre, f"{BUDGETS}discussions/poser/")
    membre.get_by_label("Votre question, en une phrase").fill(question)
    membre.get_by_label("Ce qu’il faut savoir pour vous répondre").fill("Nous sommes deux.")
    membre.get_by_role("button", name="Publier ma question").click()
    discussion = re.sub(r"^https?://[^/]+", "", membre.url)

    page = ouvrir("/connexion/", js=js)
    entrer_comme(page, "Agent de collectivité")
    aller(page, discussion)
    page.get_by_role("button", name="Je m’en charge").click()
    expect(page.get_by_text("Cette question vous est confiée.").first).to_be_visible()
    page.get_by_label("Que répondez-vous").fill("Chez nous, **l’accueil** de la mairie.")
    page.get_by_role("button", name="Publier ma réponse").click()
    aller(page, discussion)
    page.get_by_role("button", name="Épingler en tête de la liste").click()
    expect(page.get_by_text("Cette discussion est épinglée").first).to_be_visible()
    page.get_by_role("button", name="Désépingler").click()  # three at most, in a community
    page.get_by_text("Clore cette discussion").first.click()
    page.get_by_label("Motif").last.fill("Tout est dit")
    page.get_by_role("button", name="Clore cette discussion").click()
    expect(page.get_by_text("Cette discussion est close").first).to_be_visible()

    aller(page, f"{BUDGETS}vie/")
    page.locator("#reste ~ form textarea").fill("Ce qu’il en reste : l’après se prépare avant.")
    page.get_by_role("button", name="Enregistrer la synthèse").click()
    expect(page.get_by_role("status").or_(page.locator(".fr-alert--success")).first).to_be_visible()

    aller(page, BUDGETS)
    page.get_by_role("link", name="Écrire aux membres").click()
    objet = f"La semaine du registre, {'le matin' if js else 'le soir'}"
    page.get_by_label("Votre lettre").fill("**Une question** s’est réglée.")
    page.get_by_role("button", name="Enregistrer, et relire").click()
    expect(page.get_by_text("Donnez un objet à votre lettre.").first).to_be_visible()
    page.get_by_label("Objet").fill(objet)
    page.get_by_role("button", name="Enregistrer, et relire").click()
    expect(page.locator("#envoi + p")).to_contain_text(re.compile(r"préviendra \d+ personnes"))
    expect(page.locator(".tec-texte strong")).to_have_text("Une question")
    page.get_by_role("button", name="Envoyer aux membres").click()
    expect(page.get_by_text("Votre lettre est partie").first).to_be_visible()

    boite = ouvrir("/_mails/")
    attendu = boite.locator("main li", has_text=adresse).filter(has_text=objet)
    for _essai in range(40):  # the worker writes it, a moment later
        if attendu.count():
            break
        boite.wait_for_timeout(500)
        boite.reload()
    attendu.first.get_by_role("link").click()
    recu = boite.inner_text("main")
    assert "Une question" not in recu
    aller(membre, re.search(r"https?://[^/\s]+(/communautes/\S+/lettres/\d+/)", recu)[1])
    expect(membre.get_by_role("heading", level=1)).to_have_text(objet)
