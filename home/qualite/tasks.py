from django.apps import apps
from django.utils import translation
from django_tasks import task

from home.langues.lecture import SOURCE
from home.qualite import releve


@task()
def relever(modele: str, pk: int) -> None:
    """Survey this content (« home.contenupage », key) as it is now."""
    with translation.override(SOURCE):
        releve.relever(apps.get_model(modele), pk)
