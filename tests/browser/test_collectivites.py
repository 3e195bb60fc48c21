"""The picker of collectivités: by the keyboard, by the mouse, without a script; axe on its list."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibilite import REGLES


def champ(page):
    return page.get_by_role("combobox", name="Collectivité")


def ecrire(page, texte: str) -> None:
    champ(page).press_sequentially(texte)
    expect(page.get_by_role("option").first).to_be_visible()


@pytest.mark.parametrize("largeur", [1280, 375])
class TestAvecScript:
    def test_by_the_keyboard_alone(self, ouvrir, largeur):
        page = ouvrir("/collectivites/", largeur=largeur)
        champ(page).focus()
        ecrire(page, "saint denis 93")
        page.keyboard.press("ArrowDown")
        active = champ(page).get_attribute("aria-activedescendant")
        expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
        expect(page.locator(f"#{active}")).to_contain_text("Seine-Saint-Denis (93)")
        page.keyboard.press("Enter")
        expect(champ(page)).to_have_value("Saint-Denis — Seine-Saint-Denis (93)")
        expect(champ(page)).to_have_attribute("aria-expanded", "false")
        expect(page.locator(".tec-choix [role=status]")).to_contain_text("Saint-Denis")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/collectivites/commune/93066/$"))

    def test_escape_closes_and_nothing_is_chosen(self, ouvrir, largeur):
        page = ouvrir("/collectivites/", largeur=largeur)
        ecrire(page, "vandoeuvre")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(champ(page)).to_have_value("vandoeuvre")
        expect(champ(page)).to_be_focused()

    def test_by_the_mouse_and_how_many_is_told(self, ouvrir, largeur):
        page = ouvrir("/collectivites/", largeur=largeur)
        ecrire(page, "lyon")
        expect(page.locator(".tec-choix [role=status]")).to_contain_text("collectivités proposées")
        page.get_by_role("option", name="Métropole de Lyon").click()
        expect(champ(page)).to_have_value(re.compile("Métropole de Lyon"))
        page.get_by_role("button", name="Ouvrir sa page").click()
        expect(page).to_have_url(re.compile("/collectivites/epci/200046977/$"))

    def test_axe_finds_nothing_while_it_is_open(self, ouvrir, axe, largeur):
        page = ouvrir("/collectivites/", largeur=largeur)
        ecrire(page, "saint")
        page.keyboard.press("ArrowDown")
        page.evaluate(axe)
        violations = page.evaluate(f"axe.run(document, {REGLES}).then(r => r.violations)")
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in violations] == []


class TestSansScript:
    def test_a_name_that_says_enough(self, ouvrir):
        page = ouvrir("/collectivites/", js=False)
        page.get_by_label("Collectivité").fill("vandoeuvre")
        page.get_by_role("button", name="Ouvrir sa page").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Vandœuvre-lès-Nancy")

    def test_a_name_that_several_bear(self, ouvrir):
        page = ouvrir("/collectivites/", js=False, largeur=375)
        page.get_by_label("Collectivité").fill("saint denis")
        page.get_by_role("button", name="Ouvrir sa page").click()
        page.locator("label", has_text="La Réunion").click()
        page.get_by_role("button", name="Ouvrir sa page").click()
        expect(page).to_have_url(re.compile("/collectivites/commune/97411/$"))


def test_who_does_not_find_theirs(ouvrir):
    page = ouvrir("/collectivites/")
    page.get_by_role("link", name="La mienne n’y est pas").click()
    page.get_by_label("Nom de votre collectivité").fill("Val-Neuf")
    page.get_by_label("Département").select_option("01")
    page.get_by_label("Votre adresse électronique").fill("agent@commune.example.org")
    page.wait_for_timeout(3_500)  # a form that is sent at once is a robot's
    page.get_by_role("button", name="Signaler son absence").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre message est bien arrivé")
