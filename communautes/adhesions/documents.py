"""How search finds a community: what everybody may know of it, and nothing that is said there."""

from communautes.adhesions.models import CommunautePage
from home.documents import cle
from home.langues.lecture import langue_du_contenu
from home.textes import texte_brut
from search.documents import Document


def document_communaute(page: CommunautePage) -> Document:
    themes = [lien.theme for lien in page.themes_lies.select_related("theme")]
    principal = themes[0] if themes else None
    return Document(
        objet=cle(page),
        locale=page.locale.language_code,
        nature="communaute",
        titre=page.title,
        chemin=page.url,
        resume=page.resume,
        corps=texte_brut(page.objet),
        themes=tuple(str(theme.translation_key) for theme in themes),
        langue=langue_du_contenu(page),
        publie_le=page.first_published_at,
        maj_le=page.last_published_at,
        expire_le=page.expire_at,
        carte={
            "pictogramme": principal.pictogramme if principal else "document",
            "accent": principal.accent if principal else "blue-ecume",
        },
    )
