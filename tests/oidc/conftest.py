"""npm's oidc-provider, that other people wrote: it knows OpenID Connect, and not our code."""

import os
import socket
import subprocess
import time
from pathlib import Path

import pytest
import requests
from django.conf import settings as reglages

from tests.communautes.comptes.fournisseur_oidc import CLIENT, SITE

OUTILS = reglages.RACINE / "var" / "outils"
PATIENCE = 30  # seconds


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.oidc)


@pytest.fixture(scope="session")
def _oidc_provider(tmp_path_factory):
    """A Node process on a free port. Without Node or the package, it fails: nothing is skipped."""
    if not (OUTILS / "node_modules" / "oidc-provider").is_dir():
        pytest.fail("oidc-provider manque dans var/outils\u00a0: « bash .ci/run » l’installe.")
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    journal = tmp_path_factory.mktemp("oidc") / "fournisseur.log"
    programme = Path(__file__).with_name("fournisseur.mjs")
    commande = ["node", programme, str(port), CLIENT["client_id"], CLIENT["client_secret"], SITE]
    with journal.open("w") as sortie:
        processus = subprocess.Popen(
            commande,
            stdout=sortie,
            stderr=subprocess.STDOUT,
            env=os.environ | {"OUTILS": str(OUTILS / "package.json")},
        )
    try:
        _attendre(f"http://127.0.0.1:{port}", processus, journal)
        yield f"http://127.0.0.1:{port}"
    finally:
        processus.terminate()
        processus.wait(timeout=PATIENCE)


def _attendre(adresse: str, processus: subprocess.Popen, journal: Path) -> None:
    fin = time.monotonic() + PATIENCE
    while time.monotonic() < fin and processus.poll() is None:
        try:
            if requests.get(f"{adresse}/.well-known/openid-configuration", timeout=2).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    pytest.fail(f"oidc-provider ne répond pas\u00a0:\n{journal.read_text()[-3000:]}")


@pytest.fixture
def oidc_provider(_oidc_provider, settings, db) -> str:
    settings.PROCONNECT = CLIENT | {"url": _oidc_provider}
    return _oidc_provider
