"""From what was typed to what is shown: CommonMark without what a message does not need, then nh3.

Two fences: the parser makes no other tag than the allowed ones, and the sanitiser would remove it.
No heading, no image, no raw HTML: the signs that would make them stay as they were typed.
"""

from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from home.textes import texte_brut

BALISES = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a"}
ATTRIBUTS = {"*": set(), "a": {"href"}, "ol": {"start"}}  # « * »: nh3 lets `title` in without it
SCHEMAS = {"http", "https", "mailto"}
_REGLES = ["blockquote", "list", "newline", "escape", "emphasis", "link", "autolink", "linkify"]


def rendre(source: str) -> SafeString:
    """HTML of a message; empty for an empty one."""
    html = _lecteur().render(source or "")
    propre = nh3.clean(
        html,
        tags=BALISES,
        attributes=ATTRIBUTS,
        url_schemes=SCHEMAS,
        link_rel="nofollow ugc noopener noreferrer",
    )
    return mark_safe(propre.strip())  # noqa: S308 - sanitised just above


def en_texte(source: str) -> str:
    """Its words on one line, without the signs that shape them."""
    return texte_brut(rendre(source))


@cache
def _lecteur() -> MarkdownIt:
    lecteur = MarkdownIt("zero", {"html": False, "breaks": True, "linkify": True})
    lecteur.enable(_REGLES)
    lecteur.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # « mairie.fr » stays a word
    return lecteur
