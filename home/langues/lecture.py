"""The language of the reader (the address) and the language of the content (the page)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils.translation import get_language, override
from wagtail.models import Page

SOURCE = settings.LANGUAGE_CODE

# The reader's language, while a content in another one is being written.
_lecteur: ContextVar[str | None] = ContextVar("langue_du_lecteur", default=None)


def est_traduite(page: Page) -> bool:
    """False for the alias that stands, under /en/, for a French page without translation."""
    return page.alias_of_id is None


def langue_du_contenu(page: Page) -> str:
    """In which language this page is really written."""
    return page.locale.language_code if est_traduite(page) else SOURCE


def langue_du_lecteur() -> str:
    return _lecteur.get() or get_language() or SOURCE


@contextmanager
def dans_la_langue(code: str) -> Iterator[None]:
    """Within it, the interface's words come in the content's language; links do not."""
    if code == get_language():
        yield
        return
    jeton = _lecteur.set(langue_du_lecteur())
    try:
        with override(code):
            yield
    finally:
        _lecteur.reset(jeton)
