"""axe, headings, widths and HTML on each page and state of the doors, accounts and affiliations."""

import json
import subprocess

from tests.browser.conftest import OUTILS
from tests.browser.etats import parcourir
from tests.browser.test_accessibilite import REGLES

VUES = [(320, "light"), (375, "light"), (1280, "light"), (375, "dark"), (1280, "dark")]
TITRES = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(t => +t.tagName[1])"


def test_every_state_is_accessible_and_valid(ouvrir, axe, fournisseur, tmp_path):
    fautes, fichiers = [], []

    def montrer(nom: str, page) -> None:
        page.evaluate(axe)
        for largeur, theme in VUES:
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": largeur, "height": 900})
            fautes.extend(f"{nom} {largeur} {theme} {faute}" for faute in _violations(page))
        page.set_viewport_size({"width": 320, "height": 900})
        if nom.startswith("admin-"):
            page.set_viewport_size({"width": 1280, "height": 900})
            return  # the rest is Wagtail's
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            fautes.append(f"{nom} déborde à 320 pixels")
        page.set_viewport_size({"width": 1280, "height": 900})
        niveaux = page.evaluate(TITRES)
        if niveaux.count(1) != 1 or any(
            b > a + 1 for a, b in zip(niveaux, niveaux[1:], strict=False)
        ):
            fautes.append(f"{nom} titres {niveaux}")
        fichier = tmp_path / f"{nom}.html"
        fichier.write_text(page.content(), encoding="utf-8")
        fichiers.append(fichier)

    parcourir(ouvrir, fournisseur, montrer)
    fautes += _erreurs_html(fichiers)
    assert not fautes, "\n".join(fautes)


def _violations(page) -> list[str]:
    trouvees = page.evaluate(f"axe.run(document, {REGLES}).then(r => r.violations)")
    return [f"{v['id']} : {n['html'][:160]}" for v in trouvees for n in v["nodes"][:2]]


def _erreurs_html(fichiers) -> list[str]:
    vnu = OUTILS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    resultat = subprocess.run(
        ["java", "-jar", str(vnu), "--format", "json", "--errors-only", *map(str, fichiers)],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(resultat.stderr)["messages"]
    return [f"{m['url'].rsplit('/')[-1]} {m['message']} {m.get('extract', '')}" for m in messages]
