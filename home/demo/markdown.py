"""The mini-Markdown of the demo's files: paragraphs, lists, bold, italic, internal links."""

import html
import re
from collections.abc import Callable

_GRAS = re.compile(r"\*\*(.+?)\*\*")
_ITALIQUE = re.compile(r"\*(.+?)\*")
_LIEN = re.compile(r"\[([^\]]+)\]\((ressource|theme|actualite|contenu):([a-z0-9-]+)\)")
_ADRESSE = re.compile(r"\[([^\]]+)\]\((/[a-z0-9/?=&;-]*)\)")  # of the portal, not of its tree
_PUCE = re.compile(r"^- ")
_RANG = re.compile(r"^\d+\. ")


def en_texte_riche(source: str, page_id: Callable[[str, str], int | None]) -> str:
    """Wagtail's rich text; `page_id(kind, slug)`: where an internal link goes, or None."""
    return "".join(_bloc(bloc, page_id) for bloc in re.split(r"\n\s*\n", source.strip()) if bloc)


def _bloc(bloc: str, page_id) -> str:
    lignes = [ligne.strip() for ligne in bloc.strip().splitlines()]
    for balise, marque in (("ul", _PUCE), ("ol", _RANG)):
        if marque.match(lignes[0]):
            return f"<{balise}>{_elements(lignes, marque, page_id)}</{balise}>"
    return f"<p>{_en_ligne(' '.join(lignes), page_id)}</p>"


def _elements(lignes: list[str], marque: re.Pattern, page_id) -> str:
    """A line without mark goes on the one before."""
    elements: list[str] = []
    for ligne in lignes:
        if marque.match(ligne):
            elements.append(marque.sub("", ligne))
        else:
            elements[-1] += f" {ligne}"
    return "".join(f"<li>{_en_ligne(element, page_id)}</li>" for element in elements)


def _en_ligne(texte: str, page_id) -> str:
    def lien(trouve: re.Match) -> str:
        pk = page_id(trouve[2], trouve[3])
        return f'<a linktype="page" id="{pk}">{trouve[1]}</a>' if pk else trouve[1]

    texte = html.escape(texte, quote=False)
    texte = _ADRESSE.sub(r'<a href="\2">\1</a>', _LIEN.sub(lien, texte))
    return _ITALIQUE.sub(r"<i>\1</i>", _GRAS.sub(r"<b>\1</b>", texte))
