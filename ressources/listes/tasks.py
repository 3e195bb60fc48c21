"""What follows a change of links on many contents at once, in background."""

from django.apps import apps
from django_tasks import task
from wagtail.models import ReferenceIndex, Revision

from home.listes.etats import type_de_base
from home.usages import releve

LOT = 100


@task()
def suivre_les_liens(modele: str, cles: list[int]) -> None:
    """Write the search index and both records of references again, as things are now."""
    classe = apps.get_model(modele)
    for debut in range(0, len(cles), LOT):
        lot = cles[debut : debut + LOT]
        classe.reindexer(lot)
        for objet in classe._default_manager.filter(pk__in=lot):
            ReferenceIndex.create_or_update_for_object(objet)
        releve.relever_tout(_versions(classe, lot))


def _versions(classe, lot: list[int]):
    return Revision.objects.filter(
        base_content_type=type_de_base(classe), object_id__in=[str(cle) for cle in lot]
    )
