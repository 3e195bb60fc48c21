"""Hook: the room that has resources says how to show them as cards in any body."""

from collections.abc import Callable

_fournisseur: Callable[..., list[dict]] | None = None


def enregistrer_fournisseur(fonction: Callable[..., list[dict]]) -> None:
    """`fonction(pages, theme, nombre, locale)`, in AppConfig.ready of the room."""
    global _fournisseur  # noqa: PLW0603
    _fournisseur = fonction


def cartes(*, pages=None, theme=None, nombre: int = 3, locale=None) -> list[dict]:
    """Cards of these pages, in this order, or of the newest of a theme; only what is visible.

    `locale`: the reader's, by default the active one. Constant number of queries.
    """
    if _fournisseur is None:
        return []
    return _fournisseur(pages=pages, theme=theme, nombre=nombre, locale=locale)
