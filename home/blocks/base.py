"""What the blocks of a body share: heading level, limited rich text, previews without data."""

from wagtail import blocks

from home.blocks.comparaison import StructComparison

NIVEAU_PAR_DEFAUT = 2
NIVEAU_MAX = 6

RICH_TEXT_FEATURES = ["bold", "italic", "ul", "ol", "link", "document-link"]


def niveau_de(context: dict | None) -> int:
    """Rank of the headings that a block writes, given by what is around it."""
    return min(int((context or {}).get("niveau") or NIVEAU_PAR_DEFAUT), NIVEAU_MAX)


class RichTextBlock(blocks.RichTextBlock):
    """Text without headings: the order of headings is the body's business."""

    def __init__(self, **kwargs):
        super().__init__(**{"features": RICH_TEXT_FEATURES} | kwargs)

    def deconstruct(self):
        """In migrations, Wagtail's own block: our class may move."""
        kwargs = {"features": self.features} | self._constructor_args[1]
        return "wagtail.blocks.RichTextBlock", (), kwargs


class StructBlock(blocks.StructBlock):
    """Gives its template `niveau`, and an invented example where a real value needs the database.

    A block whose value points at rows (image, file, pages) overrides `donnees` (what its template
    reads beside `value`) and `exemple` (the same, invented, for the preview).
    """

    def donnees(self, value, context: dict) -> dict:
        return {}

    def exemple(self, value) -> dict:
        return {}

    def get_comparison_class(self):
        return StructComparison

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["niveau"] = niveau_de(context)
        context.update(context.get("exemple") or self.donnees(value, context))
        return context

    def get_preview_context(self, value, parent_context=None):
        context = super().get_preview_context(value, parent_context)
        return {**context, "exemple": self.exemple(value)}
