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
for nom in ("entrer_comme", "mails"):
    try:
        reverse(nom)
    except NoReverseMatch:
        print("absente")
from django.urls import get_resolver
assert not [p for p in get_resolver().url_patterns if "_mails" in str(p.pattern)]
"""
    demandes = {"TEC_PORTE_DEMO": "1", "TEC_GALERIE": "1", "TEC_MAILS": "1", "DEBUG": "1"}
    resultat = python(code, **demandes, **FACTICES)
    assert resultat.stdout.split() == ["absente"] * 2, resultat.stderr


def test_sessions_and_the_second_factor_are_strict_even_if_asked_otherwise():
    code = """
import django; django.setup()
from django.conf import settings
assert settings.TEC_SECOND_FACTEUR is True
assert "communautes.comptes.avant_d_agir.AvantDAgirMiddleware" in settings.MIDDLEWARE
assert settings.SESSION_COOKIE_AGE <= 12 * 3600
assert settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
assert settings.SESSION_COOKIE_HTTPONLY
assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"
print("strict")
"""
    resultat = python(code, TEC_SECOND_FACTEUR="0", SESSION_COOKIE_SECURE="0", **FACTICES)
    assert resultat.stdout.strip() == "strict", resultat.stderr


@pytest.mark.parametrize(
    ("reglage", "alarme"),
    [
        ({"ALLOWED_HOSTS": "portail.example.org,*"}, "home.W002"),
        ({"BASE_URL": "http://portail.example.org"}, "home.W003"),
        ({"BASE_URL": "http://localhost:8080", "SECURE_SSL_REDIRECT": "false"}, None),
    ],
    ids=["any host", "no https", "trial without https"],
)
def test_the_deployment_check_warns(reglage, alarme):
    code = "import django; django.setup()\nfrom django.core.management import call_command\n"
    resultat = python(f"{code}call_command('check', deploy=True)", **FACTICES | reglage)
    assert ("home.W" in resultat.stderr) is (alarme is not None)
    assert (alarme or "") in resultat.stderr


def test_the_demo_is_refused():
    code = "import django; django.setup()\nfrom django.core.management import call_command\n"
    resultat = python(f"{code}call_command('demo')", **FACTICES | {"TEC_DEMO": "1"})
    assert "ne se charge pas en production" in resultat.stderr


@pytest.mark.parametrize("reglages", ["production", "dev"])
def test_an_error_leaves_its_traceback_on_the_error_output(reglages):
    """The database is out of reach: a page that reads it cannot be given."""
    code = """
import warnings; warnings.filterwarnings("ignore", "No directory at")  # nothing was gathered
import django; django.setup()
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
staticfiles_storage.url = str
https = {"SERVER_NAME": "localhost", "HTTP_X_FORWARDED_PROTO": "https"}
print(WSGIHandler().get_response(RequestFactory().get("/sitemap.xml", **https)).status_code)
"""
    environnement = FACTICES | {
        "DJANGO_SETTINGS_MODULE": f"tec_site.settings.{reglages}",
        "DATABASE_URL": "postgres://tec@127.0.0.1:1/tec",
        "ALLOWED_HOSTS": "localhost",
    }
    resultat = python(code, **environnement)
    assert resultat.stdout.strip() == "500", resultat.stderr
    assert "ERROR django.request Internal Server Error: /sitemap.xml" in resultat.stderr
    assert "OperationalError" in resultat.stderr


def test_a_page_not_found_is_no_event():
    code = """
import django; django.setup()
import logging
logging.getLogger("django.request").warning("Not Found: /x")
logging.getLogger("django.security.csrf").warning("Refusé")
logging.getLogger("django_tasks").error("Échec")
"""
    resultat = python(code, **FACTICES)
    assert "Not Found" not in resultat.stderr
    assert "WARNING django.security.csrf Refusé" in resultat.stderr
    assert "ERROR django_tasks Échec" in resultat.stderr
