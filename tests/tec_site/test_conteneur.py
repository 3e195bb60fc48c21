"""What cannot be built without a container engine is at least held to the code that it names."""

import re

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from tec_site.verifier_production import FACTICES

COMPOSE = yaml.safe_load((settings.RACINE / "compose.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (settings.RACINE / "Dockerfile").read_text(encoding="utf-8")
DU_PORTAIL = ["migrations", "site", "taches", "programmations", "nuit"]


@pytest.mark.parametrize("service", DU_PORTAIL)
def test_every_service_gives_what_production_asks_for(service):
    donnees = set(COMPOSE["services"][service]["environment"])
    assert set(FACTICES) - {"DJANGO_SETTINGS_MODULE"} <= donnees
    assert f"DJANGO_SETTINGS_MODULE={FACTICES['DJANGO_SETTINGS_MODULE']}" in DOCKERFILE


def test_secrets_have_no_default():
    environnement = COMPOSE["services"]["site"]["environment"]
    assert environnement["SECRET_KEY"].startswith("${SECRET_KEY:?")
    assert "${POSTGRES_PASSWORD:?" in environnement["DATABASE_URL"]


def test_the_commands_exist():
    nommees = set(re.findall(r"-m tec_site\.verifier_production (\w+)", DOCKERFILE))
    for service in DU_PORTAIL:
        texte = " ".join(COMPOSE["services"][service].get("command", []))
        nommees |= set(re.findall(r"manage\.py (\w+)", texte))
    assert nommees == {
        "clearsessions",
        "compiler_textes",
        "collectstatic",
        "migrate",
        "db_worker",
        "envoyer_courriels",
        "envoyer_notifications",
        "envoyer_rappels",
        "oublier_comptes",
        "publish_scheduled",
        "purger_connexions",
        "purger_fichiers",
        "purger_imports",
        "purger_invitations",
        "purger_moderation",
        "purger_notifications",
        "rappeler_rencontres",
        "relancer_affiliations",
        "relancer_retours",
        "relever_qualite",
        "veiller_communautes",
        "veiller_discussions",
        "verifier_liens",
    }
    assert nommees <= set(get_commands())


def test_what_the_guide_schedules_is_run():
    guide = (settings.RACINE / "docs/exploitation.md").read_text(encoding="utf-8")
    processus = guide.split("## Processus")[1].split("## Courriels")[0]
    planifiees = set(re.findall(r"manage\.py (\w+)", processus))
    lancees = {c for s in DU_PORTAIL for c in get_commands() if c in str(COMPOSE["services"][s])}
    assert planifiees and planifiees <= lancees


def test_documents_are_never_served_past_their_access():
    """Wagtail checks who may read a document: the web server may only give images."""
    nginx = COMPOSE["configs"]["nginx"]["content"]
    assert "location ~ ^/medias/(images|original_images)/" in nginx
    assert nginx.count("medias") == 1
