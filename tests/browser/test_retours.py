"""Writing a retour on a phone, with an interruption; with a script or without."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.portes import aller, chemin
from tests.browser.test_parcours import chercher_jusqu_a, entrer_comme

ROLE = "Agent de collectivité"
FAIT = "Nous avons ouvert la cour de l’école un soir sur deux, avec deux bénévoles."
APPRIS = "Commencer par un soir, pas par un été."


def sans_debordement(page) -> None:
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def titre_de(js: bool, quoi: str) -> str:
    """Another run on the same site writes another."""
    return f"Une cour ouverte le soir, {quoi} {'js' if js else 'nu'} {time.time_ns() % 10**6:06d}"


def commencer(page, titre: str) -> None:
    """From « Mon compte » to the second question."""
    entrer_comme(page, ROLE)
    aller(page, "/mon-compte/")
    page.get_by_role("link", name="Voir mes retours d’expérience").click()
    page.get_by_role("link", name="Écrire un retour").click()
    page.get_by_label("Quel titre lui donner").fill(titre)
    page.get_by_label("En dix minutes").check(force=True)
    page.get_by_role("button", name="Commencer à écrire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Qu’avez-vous fait"))
    expect(page.get_by_text("Étape 2 sur 5")).to_be_visible()
    sans_debordement(page)


def continuer(page) -> None:
    page.get_by_role("button", name="Continuer").click()


def finir(page) -> None:
    """From what one retains to the answer of the portal."""
    page.get_by_label("Ce qu’on en retient").fill(APPRIS)
    continuer(page)
    page.get_by_label("Mois").first.select_option(label="mars")
    page.get_by_label("Année").first.fill("2024")
    continuer(page)
    page.locator("input[name=themes]").first.check(force=True)
    page.get_by_role("button", name="Terminer et relire").click()
    expect(page.get_by_role("button", name="Envoyer à l’ANCT")).to_be_visible()
    sans_debordement(page)
    page.get_by_role("link", name="Voir comme le public").click()
    expect(page.get_by_text("Aperçu")).to_be_visible()
    page.get_by_role("link", name="Revenir à ce retour").click()
    page.get_by_role("button", name="Envoyer à l’ANCT").click()
    expect(page.get_by_text("C’est envoyé à l’ANCT").first).to_be_visible()


@pytest.mark.parametrize("js", [True, False], ids=["js", "sans js"])
def test_ten_minutes_with_an_interruption(ouvrir, js):
    """The page is closed in the middle; it goes on from another device."""
    titre = titre_de(js, "interrompue")
    page = ouvrir("/connexion/", largeur=375, js=js)
    commencer(page, titre)
    if js:  # nothing is pressed
        with page.expect_response(re.compile("/garder/")):
            page.get_by_label("Ce qui a été fait").fill(FAIT)
        expect(page.locator("[data-garder-etat]")).to_have_text(re.compile(r"Enregistré à \d+"))
    else:
        page.get_by_label("Ce qui a été fait").fill(FAIT)
        page.get_by_role("button", name="Enregistrer et quitter").click()
    page.close()

    page = ouvrir("/connexion/", largeur=375, js=js)
    entrer_comme(page, ROLE)
    aller(page, "/mon-compte/retours/")
    page.get_by_role("link", name=titre).click()
    page.get_by_role("link", name="Ce qu’on en retient").click()
    page.get_by_role("button", name="Étape précédente").click()
    expect(page.get_by_label("Ce qui a été fait")).to_have_value(FAIT)
    continuer(page)
    finir(page)


@pytest.mark.parametrize("js", [True, False], ids=["js", "sans js"])
def test_the_session_ends_in_the_middle(ouvrir, js):
    """What is sent comes back, and is written once signed in."""
    page = ouvrir("/connexion/", largeur=375, js=js)
    commencer(page, titre_de(js, "déconnectée"))
    suite = page.url
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Ce qui a été fait").fill(FAIT)
    if js:
        expect(page.locator("[data-garder-etat]")).to_contain_text("Votre session est terminée")
    continuer(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rien n’est perdu")
    autre = page.context.new_page()
    autre.goto(suite)
    entrer_comme(autre, ROLE)
    page.bring_to_front()
    page.get_by_role("button", name="Envoyer de nouveau mon texte").click()
    if page.get_by_role("heading", name="Vous pouvez envoyer votre texte").count():
        page.get_by_role("button", name="Envoyer de nouveau mon texte").click()
    expect(page.get_by_label("Ce qu’on en retient")).to_be_visible()
    page.get_by_role("button", name="Étape précédente").click()
    expect(page.get_by_label("Ce qui a été fait")).to_have_value(FAIT)


def relire(page, titre: str) -> None:
    """The queue of the admin, then that retour."""
    aller(page, "/admin/retours/?file=a_relire")
    page.get_by_role("link", name=titre).first.click()
    page.wait_for_load_state("networkidle")


def agir(page, nom: str) -> None:
    """In the menu of the button at the foot of the form."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("footer").get_by_role("button", name=nom).click()


def test_remarks_are_not_lost(ouvrir):
    """The window is closed by mistake; the session ends; then they leave."""
    page = ouvrir("/connexion/", largeur=375)
    titre = titre_de(True, "remarquée")
    commencer(page, titre)
    page.get_by_label("Ce qui a été fait").fill(FAIT)
    continuer(page)
    finir(page)

    anct = ouvrir("/connexion/")
    entrer_comme(anct, "Relecture")
    relire(anct, titre)
    agir(anct, "Demander de compléter")
    remarque = anct.locator(".modal").get_by_label("Ce qui a été fait")
    remarque.fill("Combien de soirs ?")
    anct.keyboard.press("Escape")
    expect(anct.locator(".modal")).to_have_count(0)
    agir(anct, "Demander de compléter")
    expect(remarque).to_have_value("Combien de soirs ?")

    anct.context.clear_cookies(name="sessionid")
    anct.locator(".modal form [type=submit]").click()
    expect(anct.locator(".modal").get_by_role("alert", include_hidden=True)).to_contain_text(
        "ce que vous avez tapé est gardé"
    )
    autre = anct.context.new_page()
    autre.goto(re.sub(r"/admin/.*", "/connexion/", anct.url))
    entrer_comme(autre, "Relecture")
    autre.close()
    anct.bring_to_front()
    with anct.expect_response(re.compile("collect_action_data")):
        anct.evaluate("dispatchEvent(new Event('focus'))")  # headless, a tab has no focus to take
    anct.locator(".modal form [type=submit]").click()
    anct.wait_for_url(re.compile("/admin/retours/$"))
    expect(anct.get_by_text("est à compléter").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("Combien de soirs ?").first).to_be_visible()


@pytest.mark.parametrize("js", [True, False], ids=["js", "sans js"])
def test_completed_published_found_and_reused(ouvrir, js):
    """The admin is on a desk, with a script; who writes and who reads are on a phone."""
    titre = titre_de(js, "publiée")
    page = ouvrir("/connexion/", largeur=375, js=js)
    commencer(page, titre)
    page.get_by_label("Ce qui a été fait").fill(FAIT)
    continuer(page)
    finir(page)
    suivi = page.url

    anct = ouvrir("/connexion/")
    entrer_comme(anct, "Relecture")
    relire(anct, titre)
    agir(anct, "Demander de compléter")
    anct.locator(".modal").get_by_label("Ce qui a été fait").fill("Combien de soirs en tout ?")
    anct.locator(".modal form [type=submit]").click()
    anct.wait_for_url(re.compile("/admin/retours/$"))

    page.goto(suivi)
    expect(page.get_by_text("Combien de soirs en tout ?").first).to_be_visible()
    page.get_by_role("link", name="Ce qui a été fait").first.click()
    page.get_by_label("Ce qui a été fait").fill(f"{FAIT} Quarante soirs en tout.")
    page.get_by_role("button", name="Enregistrer et quitter").click()
    page.get_by_role("button", name="Envoyer à l’ANCT").click()

    relire(anct, titre)
    agir(anct, "Approuver et publier")
    anct.wait_for_url(re.compile("/admin/retours/$"))

    lecteur = ouvrir("/retours/", largeur=375, js=js)
    chercher_jusqu_a(lecteur, titre.rsplit(" ", 1)[1], titre)
    expect(lecteur.get_by_text("Quarante soirs en tout").first).to_be_visible()
    sans_debordement(lecteur)
    adresse = chemin(lecteur)
    entrer_comme(lecteur, "Référent provisoire")
    aller(lecteur, adresse)
    lecteur.get_by_role("button", name="S’inspirer de ce retour pour Toul").first.click()
    expect(lecteur.get_by_text("1 collectivité a repris ce retour").first).to_be_visible()
