"""A long write puts off what each of its objects leaves behind: one batch instead of thousands.

Wagtail queues ten tasks for one page published (references, the admin's search), and holds the
list above it for as long as the transaction lasts. Inside `en_lot()` what changed is only noted
(by the tasks' backend, home/lots/taches.py) and pages take their places apart
(home/lots/places.py); at the end tasks are queued by batches, committed with what was written.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps

from home.lots.places import Places

PAR_TACHE = 50
# What Wagtail queues at each save, with (app, model, key).
DIFFERABLES = {
    "wagtail.tasks.update_reference_index_task",
    "modelsearch.tasks.insert_or_update_object_task",
}


class Lot:
    def __init__(self):
        self.places = Places()
        self._cles: dict[str, dict] = {}  # model → keys, in the order of the writes

    def noter(self, modele: str, cle) -> None:
        """`modele`: "application.modele", in lower case."""
        self._cles.setdefault(modele, {})[str(cle)] = True

    def conclure(self) -> None:
        """The last thing of the transaction: what others may be waiting for."""
        from home.lots.tasks import suivre

        for modele, cles in self._racines().items():
            for paquet in _paquets(list(cles)):
                suivre.enqueue(modele=modele, cles=paquet)
        self.places.rendre()

    def _racines(self) -> dict[str, dict]:
        """Child rows are followed with the object that they hang on."""
        from modelcluster.fields import ParentalKey

        racines: dict[str, dict] = {}
        for label, cles in self._cles.items():
            modele = apps.get_model(label)
            liens = [champ for champ in modele._meta.get_fields() if isinstance(champ, ParentalKey)]
            if liens:
                lignes = modele._default_manager.filter(pk__in=list(cles))
                label = liens[0].related_model._meta.label_lower
                cles = map(str, lignes.values_list(liens[0].attname, flat=True))
            racines.setdefault(label, {}).update(dict.fromkeys(cles))
        return racines


_courant: ContextVar[Lot | None] = ContextVar("lot", default=None)


def courant() -> Lot | None:
    """The batch that this thread is writing, if any."""
    return _courant.get()


@contextmanager
def en_lot() -> Iterator[Lot]:
    """Around the whole write, inside its transaction."""
    lot = Lot()
    jeton = _courant.set(lot)
    try:
        yield lot
    finally:
        _courant.reset(jeton)
    lot.conclure()


def _paquets(cles: list[str]) -> Iterable[list[str]]:
    return (cles[debut : debut + PAR_TACHE] for debut in range(0, len(cles), PAR_TACHE))
