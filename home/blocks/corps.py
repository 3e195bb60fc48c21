from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class CorpsBlock(blocks.StreamBlock):
    """The body of every page; names are permanent (they are in the data)."""

    rich_text = blocks.RichTextBlock(label=_("Texte"), icon="pilcrow")
