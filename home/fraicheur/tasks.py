"""Background work of this room."""

from django.apps import apps
from django_tasks import task

LOT = 100


@task()
def reindexer(modele: str, cles: list[int]) -> None:
    """Write these rows in the search index again, as they are now (label of a `Suivi` model)."""
    classe = apps.get_model(modele)
    for debut in range(0, len(cles), LOT):
        classe.reindexer(cles[debut : debut + LOT])
