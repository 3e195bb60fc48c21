from django.apps import apps
from django.utils import translation
from django_tasks import task

from home.langues.lecture import SOURCE
from home.qualite import releve

APRES_LES_AUTRES = -50  # an import of 2,000 lines must not make a sign-in code wait


@task(priority=APRES_LES_AUTRES)
def relever(modele: str, pk: int) -> None:
    """Survey this content (« home.contenupage », key) as it is now."""
    with translation.override(SOURCE):
        releve.relever(apps.get_model(modele), pk)


@task(priority=APRES_LES_AUTRES)
def tout_relever() -> None:
    """As every night, once what was queued before has been done."""
    with translation.override(SOURCE):
        releve.relever_tout()
