"""The door of the mail: a code, a link, in this browser or another, read first by a scanner."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.portes import (
    aller,
    brancher_une_cle,
    chemin,
    demander,
    entrer_par_code,
    est_dedans,
    est_dehors,
    lire_tous_les_liens,
    nouvelle_adresse,
    recu,
    saisir,
    se_presenter,
    sortir,
)

avec_et_sans_script = pytest.mark.parametrize("js", [True, False], ids=["js", "sans js"])


@avec_et_sans_script
def test_a_newcomer_types_the_code_and_comes_back_where_they_were(ouvrir, js):
    email = nouvelle_adresse("code")
    page = ouvrir("/themes/eau/?page=1", js=js)
    page.locator("header").get_by_role("link", name="Se connecter").first.click()
    demander(page, email)
    saisir(page, "000000")
    expect(page.get_by_text("Essais restants : 4.").first).to_be_visible()
    saisir(page, recu(ouvrir, email)[0])
    se_presenter(page)
    assert chemin(page) == "/themes/eau/?page=1"
    est_dedans(page)
    sortir(page)
    est_dehors(page)


@avec_et_sans_script
def test_the_link_asks_for_a_confirmation_and_is_spent_by_it(ouvrir, js):
    email = nouvelle_adresse("lien")
    page = ouvrir("/connexion/?next=/annuaire/", js=js, largeur=375)
    demander(page, email)
    lien = recu(ouvrir, email)[1]
    aller(page, lien)
    expect(page.get_by_text("depuis un autre navigateur")).to_have_count(0)
    page.get_by_role("button", name="Me connecter").click()
    se_presenter(page)
    assert chemin(page) == "/annuaire/"
    autre = ouvrir(lien, js=js)
    expect(autre.get_by_role("heading", level=1)).to_have_text("Ce lien n’est plus valable")
    est_dehors(autre)


@avec_et_sans_script
def test_a_mail_scanner_that_reads_every_link_leaves_the_code_and_the_link_usable(ouvrir, js):
    email, autre = nouvelle_adresse("antivirus"), nouvelle_adresse("antivirus2")
    page, seconde = ouvrir("/connexion/", js=js), ouvrir("/connexion/", js=js)
    demander(page, email)
    demander(seconde, autre)
    assert lire_tous_les_liens(ouvrir) >= 2
    saisir(page, recu(ouvrir, email)[0])
    se_presenter(page)
    est_dedans(page)
    aller(seconde, recu(ouvrir, autre)[1])
    seconde.get_by_role("button", name="Me connecter").click()
    se_presenter(seconde)
    est_dedans(seconde)


def test_a_shared_mailbox_enters_by_its_link_in_another_browser_without_javascript(ouvrir):
    email = nouvelle_adresse("mairie")
    demander(ouvrir("/connexion/", js=False), email)
    page = ouvrir(recu(ouvrir, email)[1], largeur=375, js=False)
    expect(page.get_by_text("m•••@demo.example.org")).to_be_visible()
    expect(page.get_by_text("depuis un autre navigateur")).to_be_visible()
    page.get_by_role("button", name="Me connecter").click()
    page.get_by_text("Plusieurs personnes").click()
    page.get_by_label("Nom de la boîte").fill("Mairie de Vernon")
    se_presenter(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("header")).to_contain_text("Mairie de Vernon — Camille D., DGS")
    page.locator("header").get_by_role("link", name="Ce n’est pas moi").first.click()
    expect(page.get_by_role("heading", name="Qui est là")).to_be_visible()


def test_an_editor_adds_a_passkey_then_proves_it(ouvrir):
    email = "relecture@demo.example.org"
    page = ouvrir("/connexion/")
    demander(page, email)
    expect(page.get_by_role("button", name="Recevoir un autre code")).to_be_disabled()
    saisir(page, recu(ouvrir, email)[0])
    expect(page.get_by_role("heading", name="Seconde vérification", level=1)).to_be_visible()
    brancher_une_cle(page)
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill("Mon téléphone")
    page.get_by_role("button", name="Créer la clé").click()
    expect(page.get_by_role("heading", name="Vos codes de secours")).to_be_visible()
    page.get_by_role("button", name="Je les ai gardés").click()
    expect(page).to_have_url(re.compile("/admin/$"))
    sortir(page)
    aller(page, "/connexion/")
    entrer_par_code(page, ouvrir, email)
    page.get_by_role("button", name="Me servir de ma clé").click()
    expect(page).to_have_url(re.compile("/admin/$"))


@avec_et_sans_script
class TestCeQuiEtaitEcrit:
    """A session that ends while one writes, on a page of ours."""

    def test_comes_back_after_the_sign_in(self, ouvrir, js):
        email = nouvelle_adresse("ecrit")
        page = ouvrir("/connexion/?next=/mon-compte/rejoindre/", js=js)
        entrer_par_code(page, ouvrir, email)
        se_presenter(page)
        page.get_by_label("Votre collectivité").first.fill("Vernon")
        page.get_by_label("Votre fonction").select_option(label="Poste dans les services")
        gardees = [c for c in page.context.cookies() if c["name"] != "sessionid"]
        page.context.clear_cookies()  # the session has ended
        page.context.add_cookies(gardees)
        page.get_by_role("button", name="Rejoindre cette collectivité").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Rien n’est perdu")
        with page.context.expect_page() as onglet:
            page.get_by_role("link", name="Se connecter (nouvel onglet)").click()
        entrer_par_code(onglet.value, ouvrir, email)
        expect(onglet.value.get_by_role("heading", level=1)).to_have_text("Vous êtes connecté")
        page.get_by_role("button", name="Envoyer de nouveau").click()
        if not js:  # the token of the moment needs one more page
            expect(page.get_by_role("heading", level=1)).to_contain_text("Vous pouvez envoyer")
            page.get_by_role("button", name="Envoyer de nouveau").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Rejoindre ma collectivité")
        expect(page.get_by_text("Plusieurs collectivités").first).to_be_visible()
        expect(page.get_by_label("Votre fonction")).to_have_value("agent")

    def test_so_does_the_page_that_was_asked_for(self, ouvrir, js):
        page = ouvrir("/ma-collectivite/membres/?page=2", js=js)
        entrer_par_code(page, ouvrir, nouvelle_adresse("demande"))
        se_presenter(page)
        assert chemin(page) == "/ma-collectivite/membres/?page=2"
        expect(page.get_by_role("heading", level=1)).to_have_text("Ce qu’il faut pour y accéder")
