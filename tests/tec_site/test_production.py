"""Production starts only with its secrets, checks clean, and has no demo door."""

import os
import subprocess
import sys

import pytest

from tec_site.verifier_production import FACTICES


def python(code: str, **environnement) -> subprocess.CompletedProcess:
    chemins = {nom: os.environ[nom] for nom in ("PATH", "HOME") if nom in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=chemins | environnement,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_check_is_silent():
    resultat = python("from tec_site.verifier_production import main; main([])")
    assert resultat.returncode == 0, resultat.stderr


@pytest.mark.parametrize(
    "manquante", ["SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "EMAIL_URL"]
)
def test_refuses_to_start_without(manquante):
    environnement = {nom: valeur for nom, valeur in FACTICES.items() if nom != manquante}
    resultat = python("import django; django.setup()", **environnement)
    assert resultat.returncode != 0
    assert f"{manquante} est obligatoire" in resultat.stderr


def test_the_demo_door_and_the_gallery_are_absent_even_if_asked_for():
    code = """
import django; django.setup()
from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
assert not settings.TEC_PORTE_DEMO and not settings.TEC_GALERIE and not settings.DEBUG
try:
    reverse("entrer_comme")
except NoReverseMatch:
    print("absente")
"""
    resultat = python(code, TEC_PORTE_DEMO="1", TEC_GALERIE="1", DEBUG="1", **FACTICES)
    assert resultat.stdout.strip() == "absente", resultat.stderr
