"""Who animates plans a meeting, a member comes, it is moved: the page and the calendar say so."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.lieux import BUDGETS
from tests.browser.portes import aller, entrer_par_code, nouvelle_adresse, se_presenter
from tests.browser.test_parcours import entrer_comme
from tests.communautes.agenda import rfc5545


@pytest.mark.parametrize("js", [True, False], ids=["js", "sans js"])
def test_planned_joined_and_moved(ouvrir, js):
    titre = f"Atelier {'des urnes' if js else 'des bulletins'}"
    jour = date.today() + timedelta(days=70 if js else 77)
    animatrice = ouvrir("/connexion/", js=js)
    entrer_comme(animatrice, "Agent de collectivité")
    aller(animatrice, BUDGETS)
    animatrice.get_by_role("link", name="Préparer une rencontre").click()
    animatrice.get_by_label("Titre").fill(titre)
    animatrice.get_by_label("Jour", exact=True).fill(jour.isoformat())
    animatrice.get_by_label("Heure de début").fill("11:00")
    animatrice.get_by_label("Heure de fin").fill("10:00")
    animatrice.get_by_label("Lieu").fill("Mairie de Figeac")
    animatrice.get_by_text("Tout le monde").click()
    animatrice.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(animatrice.get_by_role("link", name="Heure de fin")).to_be_visible()
    expect(animatrice.get_by_label("Titre")).to_have_value(titre)
    animatrice.get_by_label("Heure de fin").fill("12:00")
    animatrice.get_by_role("button", name="Enregistrer le brouillon").click()
    animatrice.get_by_role("button", name="Annoncer la rencontre").click()
    expect(animatrice.get_by_text("La rencontre est annoncée.")).to_be_visible()

    page = ouvrir("/agenda/", js=js)
    page.get_by_role("link", name=titre).click()
    page.get_by_role("link", name="Se connecter pour s’inscrire").click()
    entrer_par_code(page, ouvrir, nouvelle_adresse("rencontre"))
    se_presenter(page)
    page.get_by_role("button", name="M’inscrire à la rencontre").click()
    expect(page.get_by_role("heading", name="Vous êtes inscrit·e")).to_be_visible()
    avant = evenement(page)

    animatrice.get_by_role("link", name="Modifier ou déplacer la rencontre").click()
    expect(animatrice.get_by_text("préviendra 1 personne")).to_be_visible()
    animatrice.get_by_label("Heure de début").fill("15:30")
    animatrice.get_by_label("Heure de fin").fill("17:00")
    animatrice.get_by_role("button", name="Enregistrer la rencontre").click()
    expect(animatrice.get_by_text("La date a changé")).to_be_visible()

    page.reload()
    expect(
        page.get_by_text(re.compile("Elle était prévue .* de 11\u00a0h à 12\u00a0h"))
    ).to_be_visible()
    apres = evenement(page)
    assert apres["UID"] == avant["UID"]
    assert (avant["SEQUENCE"][1], apres["SEQUENCE"][1]) == ("0", "1")
    assert apres["DTSTART"][1] == f"{jour:%Y%m%d}T153000"
    aller(page, "/notifications/")
    expect(page.get_by_text(f"«\u00a0{titre}\u00a0» est déplacée").first).to_be_visible()
    aller(page, "/mon-compte/agenda/")
    page.get_by_role("button", name="Créer mon adresse d’agenda").click()
    adresse = page.get_by_label("À copier dans").input_value()
    chemin = adresse[adresse.index("/agenda/") :]
    [un] = rfc5545.lire(lire(ouvrir("/"), chemin))
    assert un["SUMMARY"][1] == titre


def evenement(page) -> dict:
    fichier = page.get_by_role("link", name="Mettre dans mon agenda").get_attribute("href")
    [un] = rfc5545.lire(lire(page, fichier))
    return un


def lire(page, chemin: str) -> bytes:
    """With the cookies of the page, and no other."""
    return page.request.get(re.sub(r"(https?://[^/]+).*", r"\1", page.url) + chemin).body()
