"""Anchors of the headings of a body, and its table of contents."""

import re

from anyascii import anyascii
from django.utils.text import slugify

PREFIXE = "partie-"  # apart from the ids that page templates write
SECTIONS_SANS_SOMMAIRE = 3
_APOSTROPHE = re.compile(r"['’ʼ]")


def ancre_de(texte: str | None) -> str:
    """Stable id of a heading: « L’été à l’école » gives « partie-l-ete-a-l-ecole »."""
    mot = slugify(anyascii(_APOSTROPHE.sub(" ", texte or "")))[:60].strip("-")
    return PREFIXE + (mot or "sans-titre")


def ancres(body) -> list[str | None]:
    """For each block of the body, its id if it is a heading: unique, whatever the titles."""
    prises: set[str] = set()
    return [
        _unique(ancre_de(bloc.value.get("text")), prises) if bloc.block_type == "heading" else None
        for bloc in body
    ]


def _unique(ancre: str, prises: set[str]) -> str:
    candidate, rang = ancre, 2
    while candidate in prises:
        candidate, rang = f"{ancre}-{rang}", rang + 1
    prises.add(candidate)
    return candidate


def sommaire(body) -> list[dict]:
    """[{titre, ancre}] of the sections; empty when the page has three or fewer."""
    entrees = [
        {"titre": bloc.value["text"], "ancre": ancre}
        for bloc, ancre in zip(body or (), ancres(body or ()), strict=True)
        if ancre and bloc.value.get("rank") == "section" and bloc.value.get("text")
    ]
    return entrees if len(entrees) > SECTIONS_SANS_SOMMAIRE else []
