from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks import fichiers, images, liens
from home.blocks.base import NIVEAU_MAX, niveau_de
from home.blocks.listes import KeyFiguresBlock, ResourceCardsBlock, StepsBlock
from home.blocks.medias import DownloadBlock, FigureBlock, VideoBlock
from home.blocks.sommaire import ancres
from home.blocks.tableau import TableBlock
from home.blocks.textes import (
    SUBSECTION,
    AccordionBlock,
    AlertBlock,
    CalloutBlock,
    HeadingBlock,
    ParagraphsBlock,
    QuoteBlock,
)


class CorpsBlock(blocks.StreamBlock):
    """The body of every page; names are permanent (they are in the data)."""

    heading = HeadingBlock(group=_("Texte"))
    rich_text = ParagraphsBlock(group=_("Texte"))
    quote = QuoteBlock(group=_("Texte"))
    callout = CalloutBlock(group=_("Texte"))
    alert = AlertBlock(group=_("Texte"))
    accordion = AccordionBlock(group=_("Texte"))
    steps = StepsBlock(group=_("Données"))
    key_figures = KeyFiguresBlock(group=_("Données"))
    table = TableBlock(group=_("Données"))
    image = FigureBlock(group=_("Médias et fichiers"))
    video = VideoBlock(group=_("Médias et fichiers"))
    download = DownloadBlock(group=_("Médias et fichiers"))
    resource_cards = ResourceCardsBlock(group=_("Médias et fichiers"))

    class Meta:
        template = "home/blocks/corps.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        images.precharger(value)
        fichiers.precharger(liens.documents_du_corps(value))
        return context | {"enfants": _enfants(value, niveau_de(parent_context))}

    def render(self, value, context=None):
        with liens.adresses_de(self, value):
            return super().render(value, context)


def _enfants(body, niveau: int) -> list[dict]:
    """Each block with the level of the headings that it writes, and its id if it is a heading.

    A block is one level below the heading that it follows; a subsection before any section takes
    the level of a section, so that no level is skipped.
    """
    enfants, courant = [], niveau
    for bloc, ancre in zip(body, ancres(body), strict=True):
        niveau_titre = None
        if ancre:
            sous_partie = bloc.value.get("rank") == SUBSECTION and courant > niveau
            niveau_titre = min(niveau + sous_partie, NIVEAU_MAX)
            courant = niveau_titre + 1
        enfants.append(
            {"bloc": bloc, "niveau": courant, "niveau_titre": niveau_titre, "ancre": ancre}
        )
    return enfants
