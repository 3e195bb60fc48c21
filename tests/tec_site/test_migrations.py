"""Migrations go back and forth with content in the base, in a database of their own."""

import os
import subprocess
import sys
from urllib.parse import quote, urlencode

import psycopg
import pytest
from django.conf import settings
from django.db import connection

# Run in a process of its own: another database, and `migrate` changes what is loaded.
ALLER_RETOUR = """
import sys
import django
django.setup()
from django.core.management import call_command
from wagtail.models import Locale, Page, PageViewRestriction, Site, Workflow
from tests import factories
from home.langues.import_textes import traduire

def arbre():
    champs = ("url_path", "locale__language_code", "content_type__model")
    pages = Page.objects.exclude(title="Charte")  # those of a room below stay
    return sorted(pages.values_list(*champs))

avant = arbre()
eau = factories.ThemePageFactory(title="Eau")
page = factories.RessourcePageFactory(title="Tarifer", themes=[eau])
page.slug = "compter"  # leaves a redirect behind
page.save_revision().publish()
def en_anglais(copie):
    copie.title, copie.slug = "Pricing", "pricing"
traduire(page, en_anglais)
PageViewRestriction.objects.create(page=page, restriction_type="login")
parent = factories.ContenuPageFactory(title="Charte")
contenu = factories.ContenuPageFactory(title="Charte", parent=parent, live=False)
contenu.save_revision()
Workflow.objects.get(name="Relecture").start(contenu, factories.UserFactory())
apres = arbre()
assert len(apres) > len(avant) + 3
call_command("migrate", *sys.argv[1].split(), verbosity=0)
Site.clear_site_root_paths_cache()
call_command("migrate", verbosity=0)
attendu = avant if sys.argv[1].endswith("zero") else apres  # the index goes alone
assert arbre() == attendu, arbre()
assert not any(Page.find_problems())
assert Site.objects.get().root_page.url_path == "/accueil/"
noms = sorted(Workflow.objects.values_list("name", flat=True))
assert noms == ["Relecture", "Relecture des retours d’expérience"], noms
assert Locale.objects.count() == 2
factories.RessourcePageFactory(title="Tarifer")
"""


# Before `search 0001`, Wagtail itself goes: its own index uses what that migration makes.
JUSQU_OU = ["ressources zero", "home zero", "search 0001"]


@pytest.fixture(scope="module", params=JUSQU_OU)
def aller_retour(request, django_db_setup, django_db_blocker):
    """The process that does it, on a copy of the tests' database.

    Of the module, so that no test holds a connection to what is copied.
    """
    with django_db_blocker.unblock():
        parametres = connection.get_connection_params()
        connection.close()
    connus = {cle: str(parametres.get(cle, "")) for cle in ("host", "port", "user", "password")}
    modele, copie = parametres["dbname"], f"{parametres['dbname']}_{request.param.split()[0]}"
    with psycopg.connect(dbname="postgres", autocommit=True, **connus) as serveur:
        serveur.execute(f'DROP DATABASE IF EXISTS "{copie}"')
        serveur.execute(f'CREATE DATABASE "{copie}" TEMPLATE "{modele}"')
        try:
            yield subprocess.run(
                [sys.executable, "-c", ALLER_RETOUR, request.param],
                cwd=settings.RACINE,
                env=os.environ
                | {"DJANGO_SETTINGS_MODULE": "tec_site.settings.test"}
                | {"DATABASE_URL": adresse(copie, **connus)},
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            serveur.execute(f'DROP DATABASE "{copie}" WITH (FORCE)')


def adresse(base: str, *, host: str, port: str, user: str, password: str) -> str:
    compte = f"{quote(user)}:{quote(password)}" if password else quote(user)
    return f"postgres://{compte}@/{base}?{urlencode({'host': host, 'port': port or 5432})}"


@pytest.mark.django_db
def test_go_back_to_nothing_and_forth_again(aller_retour):
    """The tree is the one of a new site, and pages can be published in it."""
    assert aller_retour.returncode == 0, aller_retour.stderr[-3000:]
