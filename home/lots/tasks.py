"""What was put off, by batches: references, the admin's search, the readers' search."""

from django.apps import apps
from django.db import transaction
from django_tasks import task
from modelsearch.backends import get_search_backends
from modelsearch.index import class_is_indexed
from wagtail.models import Page, ReferenceIndex

from home import indexation
from home.models import BasePage


@task()
def suivre(modele: str, cles: list[str]) -> None:
    """These objects as they are now; those that are gone leave nothing."""
    classe = apps.get_model(modele)
    objets = list(classe._default_manager.filter(pk__in=cles))
    if ReferenceIndex.is_indexed(classe):
        with transaction.atomic():
            for objet in objets:
                ReferenceIndex.create_or_update_for_object(objet)
    if class_is_indexed(classe):
        presents = list(classe.get_indexed_objects().filter(pk__in=cles))
        for moteur in get_search_backends(with_auto_update=True):
            moteur.add_bulk(classe, presents)
    if issubclass(classe, BasePage):
        indexation.indexer(Page.objects.filter(pk__in=cles))
