"""docs/redaction.md as a page: its chapters, its anchors, its screenshots."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

GUIDE = settings.RACINE / "docs" / "redaction.md"
CAPTURES = settings.RACINE / "docs" / "captures" / "redaction"


@dataclass(frozen=True)
class Guide:
    corps: SafeString
    chapitres: tuple[tuple[str, str], ...]  # (anchor, title) of each h2


def lire(adresse_de: Callable[[str], str]) -> Guide:
    """`adresse_de(name)`: where a screenshot is served. The title of the file is the page's."""
    return _lire(GUIDE.stat().st_mtime_ns, adresse_de("__capture__"))


@lru_cache(maxsize=2)
def _lire(modifie: int, modele: str) -> Guide:
    lecteur = MarkdownIt("commonmark", {"html": False}).enable("table")
    jetons = lecteur.parse(GUIDE.read_text())
    chapitres = tuple(_ancrer(jetons))
    _adresser_les_captures(jetons, modele)
    corps = lecteur.renderer.render(_sans_le_titre(jetons), lecteur.options, {})
    return Guide(mark_safe(corps), chapitres)  # noqa: S308 (our own file, HTML refused in it)


def _sans_le_titre(jetons: list[Token]) -> list[Token]:
    return jetons[3:] if jetons and jetons[0].tag == "h1" else jetons


def _ancrer(jetons: list[Token]):
    """Give each heading its anchor; yield those of the chapters."""
    for rang, jeton in enumerate(jetons):
        if jeton.type == "heading_open":
            titre = jetons[rang + 1].content
            jeton.attrSet("id", slugify(titre))
            if jeton.tag == "h2":
                yield slugify(titre), titre


def _adresser_les_captures(jetons: list[Token], modele: str) -> None:
    for jeton in jetons:
        for enfant in jeton.children or ():
            if enfant.type == "image":
                nom = Path(str(enfant.attrGet("src"))).stem
                enfant.attrSet("src", modele.replace("__capture__", nom))
                enfant.attrSet("loading", "lazy")
