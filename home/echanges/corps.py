"""The body of a page as a cell: its text to read, and the only shape that it can replace."""

import re
from html import escape, unescape

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from home.blocks.base import RICH_TEXT_FEATURES
from home.blocks.texte import texte
from home.echanges.colonnes import Colonne, ValeurRefusee
from home.echanges.fichiers import CELLULE_MAX, nettoyer

_CLES = re.compile(r'\sdata-block-key="[^"]*"')
_BALISES = re.compile(
    r"</?(p|br|b|strong|i|em|u|ul|ol|li|a|h[1-6]|div|span|blockquote|table|script|style)\b[^<>]*>",
    re.I,
)
_PARAGRAPHES = re.compile(r"(<p>[^<>]*</p>)+")
_SANS_ADRESSE = re.compile(r"<a(?![^>]*\b(?:linktype|href)=)[^>]*>(.*?)</a>", re.S)


def colonne_corps() -> Colonne:
    return Colonne(
        nom="corps",
        libelle=gettext_lazy("Corps"),
        synonymes=("texte", "contenu", "description"),
        vide_garde=True,
        lire=lambda source, contexte: en_texte_riche(source),
        dire=lambda html, contexte: en_cellule(html),
        ecrire=lambda page, contexte: lisible(page.body),
        poser=_poser,
        admettre=_admettre,
    )


def texte_riche(nom: str, libelle, *, features: list[str], **options) -> Colonne:
    """A field of rich text: plain text, or the simple HTML that an export writes."""

    def ecrire(objet, contexte):
        lu = en_cellule(getattr(objet, nom))
        return lu if len(lu) <= CELLULE_MAX else ""

    return Colonne(
        nom=nom,
        libelle=libelle,
        vide_garde=True,
        lire=lambda source, contexte: en_texte_riche(source, features),
        dire=lambda html, contexte: en_cellule(html),
        ecrire=ecrire,
        poser=lambda objet, html, contexte: setattr(objet, nom, html),
        **options,
    )


def lisible(body) -> str:
    """What an export shows of a body; nothing when it is longer than a cell."""
    simple = seul_texte(body)
    lu = en_cellule(simple) if simple is not None else texte(body)
    return lu if len(lu) <= CELLULE_MAX else ""


def seul_texte(body) -> str | None:
    """The source of a body that is one block of text; None when it has anything else."""
    blocs = list(body.raw_data) if body else []
    if len(blocs) == 1 and blocs[0]["type"] == "rich_text":
        return str(blocs[0]["value"])
    return None


def en_cellule(html: str) -> str:
    """Paragraphs as plain text, with a line between; anything richer as simple HTML."""
    sobre = _CLES.sub("", html)
    if _PARAGRAPHES.fullmatch(sobre):
        clair = "\n\n".join(unescape(p) for p in sobre[3:-4].split("</p><p>"))
        if not _BALISES.search(clair) and _en_html(nettoyer(clair)) == sobre:
            return clair
    return sobre


def en_texte_riche(source: str, features: list[str] = RICH_TEXT_FEATURES) -> str:
    """What the editor of rich text would store of this text, plain or simple HTML."""
    soupe = BeautifulSoup(source if _BALISES.search(source) else _en_html(source), "html.parser")
    for balise in soupe(["script", "style", "iframe", "object", "embed", "img", "svg"]):
        balise.decompose()
    convertisseur = ContentstateConverter(features=features)
    html = convertisseur.to_database_format(convertisseur.from_database_format(str(soupe)))
    html = _SANS_ADRESSE.sub(r"\1", html)
    if not BeautifulSoup(html, "html.parser").get_text(strip=True):
        raise ValeurRefusee(
            _("Il ne reste aucun texte de cette cellule\u00a0: écrivez-le sans code.")
        )
    return html


def _en_html(clair: str) -> str:
    paragraphes = (" ".join(p.split("\n")) for p in re.split(r"\n\s*\n|\n", clair) if p.strip())
    return "".join(f"<p>{escape(p.strip(), quote=False)}</p>" for p in paragraphes)


def _admettre(page, contexte) -> None:
    if page.body and seul_texte(page.body) is None:
        raise ValeurRefusee(
            _(
                "Le corps de cette page a des titres, des images ou d’autres blocs, qu’un texte "
                "effacerait\u00a0: "
                "videz cette cellule, et modifiez le corps depuis la page."
            )
        )


def _poser(page, html: str, contexte) -> None:
    champ = type(page)._meta.get_field("body")
    page.body = champ.stream_block.to_python([{"type": "rich_text", "value": html}])
