"""axe on every kind of page, at both widths and in both themes; HTML valid; nothing overflows."""

import json
import subprocess

import pytest

from tests.browser.conftest import OUTILS
from tests.browser.lieux import LIEUX
from tests.browser.test_parcours import entrer_comme
from tests.browser.test_themes import FONDS, fond

REGLES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("largeur", [1280, 375])
@pytest.mark.parametrize("lieu", LIEUX)
def test_axe_finds_nothing(ouvrir, axe, lieu, largeur, theme):
    page = ouvrir(LIEUX[lieu], largeur=largeur, theme=theme)
    assert fond(page) == FONDS[theme]
    page.evaluate(axe)
    violations = page.evaluate(f"axe.run(document, {REGLES}).then(r => r.violations)")
    assert [
        f"{v['id']} ({v['impact']}) : {n['html'][:160]} — {n['failureSummary'][:300]}"
        for v in violations
        for n in v["nodes"][:3]
    ] == []


@pytest.mark.parametrize("lieu", LIEUX)
def test_nothing_overflows_at_320_pixels(ouvrir, lieu):
    page = ouvrir(LIEUX[lieu], largeur=320)
    largeur = page.evaluate("document.documentElement.scrollWidth")
    assert largeur <= 320


@pytest.mark.parametrize("lieu", LIEUX)
def test_has_one_h1_and_headings_in_order(ouvrir, lieu):
    page = ouvrir(LIEUX[lieu], js=False)
    niveaux = [
        int(titre.evaluate("e => e.tagName")[1])
        for titre in page.query_selector_all("h1, h2, h3, h4, h5, h6")
    ]
    assert niveaux.count(1) == 1
    sauts = [(a, b) for a, b in zip(niveaux, niveaux[1:], strict=False) if b > a + 1]
    assert sauts == []


def test_html_is_valid(ouvrir, tmp_path):
    fichiers = []
    for lieu, chemin in LIEUX.items():
        page = ouvrir(js=False)
        fichier = tmp_path / f"{lieu}.html"
        fichier.write_bytes(page.request.get(page.url.rstrip("/") + chemin).body())
        fichiers.append(fichier)
        page.context.close()
    vnu = OUTILS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    resultat = subprocess.run(
        ["java", "-jar", str(vnu), "--format", "json", "--errors-only", *map(str, fichiers)],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(resultat.stderr)["messages"]
    assert [
        f"{m['url'].rsplit('/')[-1]}:{m.get('lastLine')} {m['message']} {m.get('extract', '')}"
        for m in messages
    ] == []


def test_axe_finds_nothing_where_editors_work(ouvrir, axe):
    page = ouvrir("/connexion/")
    entrer_comme(page, "Rédaction")
    page.get_by_role("link", name="Ressources", exact=True).click()
    formulaire = page.locator("td.title a").first.get_attribute("href")
    racine = page.url.split("/admin/")[0]
    fautes = []
    for chemin in (
        "/admin/",
        "/admin/ressources/?q=eau&etat=publiee",
        formulaire,
        "/admin/images/add/",
        "/admin/echanges/",
    ):
        page.goto(racine + chemin)
        page.wait_for_load_state("networkidle")  # menus, tags and editors are drawn by scripts
        page.evaluate(axe)
        violations = page.evaluate(f"axe.run(document, {REGLES}).then(r => r.violations)")
        fautes += [f"{chemin} : {v['id']} — {v['nodes'][0]['html'][:160]}" for v in violations]
    assert fautes == []
