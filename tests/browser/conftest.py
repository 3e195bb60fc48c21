"""The browser suite: Debian's Chromium, driven by Playwright, on the real demo site."""

import os
import shutil
from pathlib import Path

import pytest

from tests.browser.serveur import RACINE, proconnect, site_de_demonstration

DRAPEAUX = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 20_000  # ms: what a page does by itself, on a machine that is busy
OUTILS = RACINE / "var" / "outils" / "node_modules"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def fournisseur():
    """ProConnect, as the site knows it."""
    with proconnect(port=int(os.environ.get("TEC_OIDC", "0"))) as en_marche:
        yield en_marche


@pytest.fixture(scope="session")
def site(fournisseur) -> str:
    """The demo site. To work on the suite itself, TEC_SITE names one that already runs, and
    TEC_OIDC the port of the ProConnect that it was given (PROCONNECT_URL).
    """
    if adresse := os.environ.get("TEC_SITE"):
        fournisseur.declarer(adresse)
        yield adresse
        return
    with site_de_demonstration(fournisseur) as adresse:
        yield adresse


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        navigateur = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=DRAPEAUX
        )
        yield navigateur
        navigateur.close()


@pytest.fixture
def ouvrir(chromium, site, fournisseur):
    """`ouvrir("/x/", largeur=375, theme="dark", js=False)`: a page of a new visitor.

    At the end of the test, nothing may have been asked to another host (ProConnect excepted, where
    the visitor goes), nor refused by the CSP.
    """
    contextes, fautes = [], []

    def _ouvrir(chemin="/", *, largeur=1280, theme="light", js=True, contexte=None):
        contexte = contexte or chromium.new_context(
            viewport={"width": largeur, "height": 900},
            color_scheme=theme,
            java_script_enabled=js,
            locale="fr-FR",
            reduced_motion="reduce",
        )
        contextes.append(contexte)
        page = contexte.new_page()
        page.on("request", lambda r: _ailleurs(r.url) and fautes.append(f"requête : {r.url}"))
        page.on("console", lambda m: _grave(page, m) and fautes.append(f"console : {m.text}"))
        page.on("pageerror", lambda e: fautes.append(f"script : {e}"))
        page.goto(site + chemin)
        return page

    def _ailleurs(url: str) -> bool:
        return not url.startswith((site, fournisseur.adresse, "data:", "blob:", "about:"))

    def _grave(page, message) -> bool:
        """Some tests ask for a page that is refused, spent, or a form with errors; 400 is Wagtail's
        autosave.
        """
        statuts = (401, 403, 404, 410, 422, 503)
        attendue = any(f" {statut} (" in message.text for statut in statuts) or (
            "/admin/" in page.url and "400 (Bad Request)" in message.text
        )
        return message.type == "error" and not attendue

    yield _ouvrir
    for contexte in contextes:
        contexte.close()
    assert fautes == []


@pytest.fixture(scope="session")
def axe() -> str:
    return (OUTILS / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
