"""From what was typed to what is shown: CommonMark without what a message does not need, then nh3.

Two fences: the parser makes no other tag than the allowed ones, and the sanitiser would remove it.
No heading, no image, no raw HTML: the signs that would make them stay as they were typed.
"""

from functools import cache, lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from home.textes import texte_brut

BALISES = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a"}
ATTRIBUTS = {"*": set(), "a": {"href"}, "ol": {"start"}}  # « * »: nh3 lets `title` in without it
SCHEMAS = {"http", "https", "mailto"}
GARDE_AU_PLUS = 10_000  # signs of a text whose HTML is kept: of any that a form receives
LIENS_NUS_AU_PLUS = 300  # more addresses in one text are left as they are typed: each is searched
_REGLES = ["blockquote", "list", "newline", "escape", "emphasis", "link", "autolink", "linkify"]


def rendre(source: str) -> SafeString:
    """HTML of a message; empty for an empty one. A screen may ask several times for one text."""
    return (_garde if len(source or "") <= GARDE_AU_PLUS else _rendu)(source or "")


def _rendu(source: str) -> SafeString:
    html = _lecteur(liens_nus=source.count("//") <= LIENS_NUS_AU_PLUS).render(source)
    propre = nh3.clean(
        html,
        tags=BALISES,
        attributes=ATTRIBUTS,
        url_schemes=SCHEMAS,
        link_rel="nofollow ugc noopener noreferrer",
    )
    return mark_safe(propre.strip())  # noqa: S308 - sanitised just above


_garde = lru_cache(maxsize=200)(_rendu)


def en_texte(source: str) -> str:
    """Its words on one line, without the signs that shape them."""
    return texte_brut(rendre(source))


@cache
def _lecteur(*, liens_nus: bool) -> MarkdownIt:
    lecteur = MarkdownIt("zero", {"html": False, "breaks": True, "linkify": liens_nus})
    lecteur.enable(_REGLES)
    lecteur.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # « mairie.fr » stays a word
    return lecteur
