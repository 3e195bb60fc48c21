"""Reporting without an account, deciding, contesting; and what a rule holds back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lieux import BUDGETS
from tests.browser.portes import aller, chemin, entrer_par_code, nouvelle_adresse, se_presenter
from tests.browser.test_parcours import entrer_comme

LE_TEMPS_D_ECRIRE = 3_500  # ms: a form sent faster is a robot's


def publier(ouvrir, js: bool, titre: str, texte: str):
    """A new member of a community that anybody enters, and their question."""
    page = ouvrir(f"/connexion/?next={BUDGETS}", js=js)
    entrer_par_code(page, ouvrir, nouvelle_adresse("autrice"))
    se_presenter(page, nom="Valmont")
    aller(page, BUDGETS)
    page.get_by_role("button", name=re.compile("^Rejoindre")).first.click()
    aller(page, f"{BUDGETS}discussions/poser/")
    page.get_by_label("Votre question").fill(titre)
    page.locator("textarea").first.fill(texte)
    page.get_by_role("button", name="Publier ma question").click()
    return page


@pytest.mark.parametrize("js", [True, False], ids=["js", "sans js"])
def test_from_the_report_to_the_appeal(ouvrir, js):
    titre = f"Que faire d’un adjoint buté {'ici' if js else 'là'} ?"
    autrice = publier(ouvrir, js, titre, "Notre adjoint aux finances est un imbécile.")
    expect(autrice.get_by_role("heading", level=1)).to_contain_text(titre)
    question = chemin(autrice)

    visiteur = ouvrir(question, js=js)
    visiteur.get_by_role("link", name=re.compile("^Signaler")).first.click()
    expect(visiteur.get_by_text("Ce qui se passe ensuite")).to_be_visible()
    visiteur.get_by_label("Injure, diffamation ou propos agressifs").check(force=True)
    visiteur.get_by_label("Vos précisions").fill("La première phrase.")
    visiteur.wait_for_timeout(LE_TEMPS_D_ECRIRE)
    visiteur.get_by_role("button", name="Envoyer le signalement").click()
    expect(visiteur.get_by_text(re.compile(r"SIG-\d{4}-\d{6}"))).to_be_visible()

    animation = ouvrir("/connexion/", js=js)
    entrer_comme(animation, "Agent de collectivité")
    aller(animation, "/moderer/")
    animation.get_by_role("link", name=titre).first.click()
    expect(animation.get_by_text("La première phrase.")).to_be_visible()
    animation.get_by_label("Le retirer").check(force=True)
    animation.get_by_label("Les règles de la communauté").check(force=True)
    animation.get_by_label("Motif").fill("Propos insultants envers une personne élue")
    animation.get_by_role("button", name="Prononcer cette décision").click()
    expect(animation.get_by_text("Ce contenu est retiré.")).to_be_visible()
    assert ouvrir(question, js=js).get_by_text("imbécile").count() == 0
    visiteur.reload()
    expect(visiteur.get_by_text("Propos insultants")).to_be_visible()

    aller(autrice, "/notifications/")
    autrice.get_by_role("button", name=re.compile("est retiré")).first.click()
    expect(autrice.get_by_role("heading", name="Votre texte est retiré")).to_be_visible()
    autrice.get_by_label("Pourquoi vous contestez").fill("Je cite le compte rendu du conseil.")
    autrice.get_by_role("button", name="Contester cette décision").click()
    expect(autrice.get_by_text("Votre contestation est partie à l’ANCT.")).to_be_visible()
    if js:  # the admin needs it
        anct = ouvrir("/connexion/")
        entrer_comme(anct, "Administration")
        aller(anct, "/admin/moderation/?file=contestes")
        anct.get_by_role("link", name=re.compile("^MOD-")).first.click()
        expect(anct.get_by_text("Je cite le compte rendu du conseil.")).to_be_visible()
        anct.get_by_label("Lever le retrait").check()
        anct.get_by_label("Motif").fill("La phrase est une citation")
        anct.get_by_role("button", name="Prononcer cette décision").click()
        expect(anct.get_by_text("Le contenu est remis en ligne")).to_be_visible()
        expect(ouvrir(question).get_by_text("imbécile")).to_be_visible()


def test_what_a_rule_holds_back_is_said_then_published(ouvrir):
    titre = "Un modèle de règlement à partager ?"
    autrice = publier(ouvrir, True, titre, "Le nôtre est sur https://exemple.example.org/reglement")
    question = chemin(autrice)
    expect(autrice.get_by_text("attend une relecture avant de paraître").first).to_be_visible()
    assert ouvrir(question).get_by_text(titre).count() == 0

    animation = ouvrir("/connexion/")
    entrer_comme(animation, "Agent de collectivité")
    aller(animation, "/moderer/")
    animation.get_by_role("link", name=titre).first.click()
    animation.get_by_label("Le laisser en ligne").check(force=True)
    animation.get_by_label("Les règles de la communauté").check(force=True)
    animation.get_by_label("Motif").fill("Lien utile")
    animation.get_by_role("button", name="Prononcer cette décision").click()
    expect(ouvrir(question).get_by_role("heading", level=1)).to_contain_text(titre)
