"""What changes the card of many resources at once: their index documents follow, in background."""

from django_tasks import task
from wagtail.models import Page

from home import indexation

LOT = 100


@task()
def reindexer(cles: list[int]) -> None:
    """Write these pages in the index again, as they are now (keys of pages)."""
    for debut in range(0, len(cles), LOT):
        indexation.indexer(Page.objects.filter(pk__in=cles[debut : debut + LOT]))
