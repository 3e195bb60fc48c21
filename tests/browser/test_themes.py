"""The dark theme: the device's, without a script, or the reader's choice; never on paper."""

import pytest

FONDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(22, 22, 22)"}  # DSFR's grey-1000-50


def fond(page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def choisir(page, choix: str) -> None:
    page.click(".tec-pied [popovertarget=affichage]")
    page.click(f"label[for=theme-{choix}]")


@pytest.mark.parametrize("js", [True, False])
@pytest.mark.parametrize("theme", FONDS)
def test_the_theme_of_the_device_is_followed(ouvrir, theme, js):
    assert fond(ouvrir(theme=theme, js=js)) == FONDS[theme]


@pytest.mark.parametrize(("choix", "theme"), [("sombre", "dark"), ("clair", "light")])
@pytest.mark.parametrize("appareil", FONDS)
def test_what_the_reader_chooses_wins_and_is_kept(ouvrir, choix, theme, appareil):
    page = ouvrir(theme=appareil)
    choisir(page, choix)
    assert fond(page) == FONDS[theme]
    page.reload()
    assert fond(page) == FONDS[theme]
    choisir(page, "systeme")
    assert fond(page) == FONDS[appareil]


def test_paper_stays_light(ouvrir):
    page = ouvrir(theme="dark")
    choisir(page, "sombre")
    page.emulate_media(media="print", color_scheme="dark")
    couleur, papier = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert papier in ("rgba(0, 0, 0, 0)", FONDS["light"])
    assert couleur == "rgb(58, 58, 58)"
