"""How search finds content pages and news."""

from home.blocks.texte import texte
from home.langues.lecture import langue_du_contenu
from search.documents import Document


def cle(page) -> str:
    """Stable key of a page in the index."""
    return f"{page._meta.label_lower}:{page.pk}"


def document_de_page(page, *, nature: str) -> Document:
    """A page with a summary and a body, and nothing to filter by."""
    return Document(
        objet=cle(page),
        locale=page.locale.language_code,
        nature=nature,
        titre=page.title,
        chemin=page.url,
        resume=page.resume,
        corps=texte(page.body),
        langue=langue_du_contenu(page),
        publie_le=page.first_published_at,
        maj_le=page.last_published_at,
        expire_le=page.expire_at,
    )
