"""Turns the `[[corps]]` of a demo file into the raw data of a page's body."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from home.demo.markdown import en_texte_riche

_MONTANT = re.compile(r"[+−-]?\d[\d\s.,]*(\s?(€|%|h|min|km|m³))?")


@dataclass(frozen=True)
class Atelier:
    """Where blocks find what they point at.

    `page_id(kind, slug)`: primary key of a page; `image_id(drawing, seed)`: of a drawn picture;
    `fichiers`: keys of the page's own documents, in the order of its file.
    """

    page_id: Callable[[str, str], int | None]
    image_id: Callable[[str, str], int]
    graine: str
    fichiers: list[int] = field(default_factory=list)

    def riche(self, source: str) -> str:
        return en_texte_riche(source, self.page_id)


def en_donnees(blocs: list[dict], atelier: Atelier) -> list[dict]:
    """[{type, value, id}], the raw data of a StreamField; the same ids at each load.

    Cards whose pages do not exist yet are left out: a body may not be published with none.
    """
    donnees = [
        {
            "type": bloc["bloc"],
            "value": _VALEURS[bloc["bloc"]](bloc, atelier),
            "id": _identifiant(atelier.graine, rang),
        }
        for rang, bloc in enumerate(blocs)
    ]
    return [bloc for bloc in donnees if not _sans_carte(bloc)]


def _sans_carte(bloc: dict) -> bool:
    valeur = bloc["value"]
    return bloc["type"] == "resource_cards" and not valeur["pages"] and not valeur["theme"]


def _identifiant(*noms) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, noms))))


def _heading(bloc, atelier):
    return {"text": bloc["texte"], "rank": bloc.get("rang", "section")}


def _quote(bloc, atelier):
    return {
        "text": bloc["texte"],
        "author": bloc.get("auteur", ""),
        "role": bloc.get("fonction", ""),
    }


def _callout(bloc, atelier):
    return {"title": bloc.get("titre", ""), "text": atelier.riche(bloc["texte"])}


def _alert(bloc, atelier):
    return {"kind": bloc["genre"]} | _callout(bloc, atelier)


def _accordion(bloc, atelier):
    return {
        "items": _elements(
            {"title": element["titre"], "text": atelier.riche(element["texte"])}
            for element in bloc["elements"]
        )
    }


def _elements(valeurs) -> list[dict]:
    return [
        {"type": "item", "value": valeur, "id": _identifiant("element", rang)}
        for rang, valeur in enumerate(valeurs)
    ]


def _table(bloc, atelier):
    return {
        "first_column_is_header": True,
        "table": {
            "columns": [
                {"type": _genre(bloc["lignes"], rang), "heading": titre}
                for rang, titre in enumerate(bloc["entetes"])
            ],
            "rows": [{"values": list(ligne)} for ligne in bloc["lignes"]],
            "caption": bloc["legende"],
        },
    }


def _genre(lignes: list[list[str]], rang: int) -> str:
    """A column of amounts is aligned to the right; the first one names the rows."""
    montants = rang and all(_MONTANT.fullmatch(ligne[rang]) for ligne in lignes)
    return "number" if montants else "text"


def _image(bloc, atelier):
    return {
        "image": {
            "image": atelier.image_id(bloc["dessin"], atelier.graine),
            "alt_text": bloc["alt"],
            "decorative": False,
        },
        "caption": bloc.get("legende", ""),
    }


def _video(bloc, atelier):
    return {
        "url": bloc["url"],
        "title": bloc["titre"],
        "duration": bloc.get("duree"),
        "transcript": atelier.riche(bloc["transcription"]),
    }


def _download(bloc, atelier):
    return {"document": atelier.fichiers[bloc["fichier"]]}


def _resource_cards(bloc, atelier):
    slugs = [("ressource", slug) for slug in bloc.get("ressources", [])]
    pages = [pk for pk in (atelier.page_id(*slug) for slug in slugs) if pk]
    theme = atelier.page_id("theme", bloc["theme"]) if "theme" in bloc else None
    return {
        "title": bloc.get("titre", ""),
        "pages": _elements(pages),
        "theme": theme,
        "number": 3,
    }


def _key_figures(bloc, atelier):
    return {
        "items": _elements(
            {
                "value": element["valeur"],
                "label": element["libelle"],
                "source": element.get("source", ""),
            }
            for element in bloc["elements"]
        )
    }


def _steps(bloc, atelier):
    return {
        "title": bloc.get("titre", ""),
        "items": _elements(
            {
                "title": element["titre"],
                "when": element.get("quand", ""),
                "text": atelier.riche(element["texte"]),
            }
            for element in bloc["elements"]
        ),
    }


_VALEURS = {
    "heading": _heading,
    "rich_text": lambda bloc, atelier: atelier.riche(bloc["texte"]),
    "quote": _quote,
    "callout": _callout,
    "alert": _alert,
    "accordion": _accordion,
    "table": _table,
    "image": _image,
    "video": _video,
    "download": _download,
    "resource_cards": _resource_cards,
    "key_figures": _key_figures,
    "steps": _steps,
}
