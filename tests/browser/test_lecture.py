"""What the eye needs: nothing cut, wide things that say they scroll, panels with their foot."""

import pytest

from tests.browser.lieux import LIEUX

TABLEAU = "/themes/participation/"
RESSOURCES = LIEUX["ressources"]


class TestTableaux:
    def test_is_whole_on_a_desk(self, ouvrir):
        zone = ouvrir(TABLEAU).locator(".tec-tableau .fr-table__container")
        assert zone.evaluate("e => e.scrollWidth <= e.clientWidth")

    def test_says_on_a_phone_that_it_scrolls_and_takes_the_focus(self, ouvrir):
        page = ouvrir(TABLEAU, largeur=375)
        zone = page.locator(".tec-tableau .fr-table__container")
        assert zone.evaluate("e => e.scrollWidth > e.clientWidth")
        assert page.locator(".tec-tableau__aide").is_visible()
        assert zone.get_attribute("role") == "region"
        assert zone.get_attribute("aria-label")
        zone.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(500)
        assert zone.evaluate("e => e.scrollLeft") > 0


class TestFiltres:
    @pytest.mark.parametrize("js", [True, False])
    def test_the_panel_of_a_phone_keeps_its_button_and_count_in_sight(self, ouvrir, js):
        page = ouvrir(RESSOURCES, largeur=375, js=js)
        page.click(".tec-filtres__ouvrir")
        pied = page.locator(".tec-facettes__pied")
        assert "résultats" in pied.inner_text()
        groupes = page.locator(".tec-facettes__groupes").bounding_box()
        boite = pied.bounding_box()
        assert groupes["y"] + groupes["height"] <= boite["y"] + 1
        assert boite["y"] + boite["height"] <= 900

    def test_the_panel_stays_where_it_was_after_a_choice(self, ouvrir):
        page = ouvrir(RESSOURCES, largeur=375)
        page.click(".tec-filtres__ouvrir")
        groupes, choix = (
            page.locator(".tec-facettes__groupes"),
            page.locator("label", has_text="habitants et plus"),
        )
        choix.scroll_into_view_if_needed()
        avant = groupes.evaluate("e => (e.scrollTop += 30, e.scrollTop)")
        with page.expect_response(lambda reponse: "taille=" in reponse.url):
            choix.click()
        page.wait_for_selector("#filtres:popover-open .tec-facette input:checked")
        page.wait_for_timeout(300)  # htmx settles after it swaps
        assert groupes.evaluate("e => e.scrollTop") == avant > 0

    def test_the_pager_has_words(self, ouvrir):
        lien = ouvrir(RESSOURCES, largeur=375).locator(".fr-pagination [rel=next]")
        assert lien.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
        assert lien.inner_text().strip() == "Page suivante"


@pytest.mark.parametrize("largeur", [1280, 375])
@pytest.mark.parametrize("lieu", ["accueil", "ressources", "theme", "recherche", "contact"])
def test_text_alone_at_200_percent_overflows_nothing(ouvrir, lieu, largeur):
    page = ouvrir(LIEUX[lieu], largeur=largeur)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur


def test_a_result_shows_its_first_marked_word_on_a_phone(ouvrir):
    page = ouvrir("/recherche/?q=budget+participatif", largeur=375)
    caches = page.evaluate(
        """[...document.querySelectorAll(".tec-rangee__resume:has(mark)")].filter(resume =>
        resume.querySelector("mark").getBoundingClientRect().bottom
          > resume.getBoundingClientRect().bottom + 1).map(resume => resume.textContent)"""
    )
    assert caches == []


def test_summaries_of_cards_have_two_lines(ouvrir):
    page = ouvrir(largeur=375)
    hauteurs = page.evaluate(
        """[...document.querySelectorAll(".tec-carte__resume")].map(resume =>
        Math.round(resume.clientHeight / parseFloat(getComputedStyle(resume).lineHeight)))"""
    )
    assert hauteurs
    assert max(hauteurs) <= 2


def test_paper_has_no_controls(ouvrir):
    page = ouvrir(RESSOURCES)
    page.emulate_media(media="print")
    for inutile in (".tec-tri", ".tec-champ-recherche", ".tec-filtres", ".fr-pagination"):
        assert not any(element.is_visible() for element in page.locator(inutile).all()), inutile


@pytest.mark.parametrize("js", [True, False])
def test_a_form_with_errors_begins_with_their_summary(ouvrir, js):
    page = ouvrir("/contact/", js=js)
    page.click("main form[method=post] button[type=submit]")
    assert page.title().startswith("Erreur")
    assert page.locator("[data-tec-erreurs]").is_visible()
    if js:
        assert page.evaluate("document.activeElement.hasAttribute('data-tec-erreurs')")
