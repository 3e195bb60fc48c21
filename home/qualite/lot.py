"""Pages that one act publishes together: each may link to the others before they are public."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.signals import request_started

_lot: ContextVar[frozenset[int]] = ContextVar("pages_publiees_ensemble", default=frozenset())


def contient(pk: int) -> bool:
    return pk in _lot.get()


def ouvrir(pks: Iterable[int]) -> None:
    """Until `fermer`, or the next request: Wagtail's bulk action leaves no room for a `with`."""
    _lot.set(frozenset(pks))


def fermer(**kwargs) -> None:
    _lot.set(frozenset())


@contextmanager
def publiees_ensemble(pks: Iterable[int]) -> Iterator[None]:
    jeton = _lot.set(frozenset(pks))
    try:
        yield
    finally:
        _lot.reset(jeton)


def brancher() -> None:
    """A thread serves several requests, and an act may fail half-way (AppConfig.ready)."""
    request_started.connect(fermer, dispatch_uid="qualite_lot")
