"""Blocks made of words: headings, text, quotation, callout, alert, accordion."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.base import NIVEAU_MAX, RichTextBlock, StructBlock
from home.blocks.sommaire import ancre_de

SECTION = "section"
SUBSECTION = "subsection"


class HeadingBlock(StructBlock):
    """`niveau` of the context is the rank of a section; a subsection is one below."""

    text = blocks.CharBlock(label=_("Texte du titre"), max_length=150, default="")
    rank = blocks.ChoiceBlock(
        label=_("Rang"),
        choices=[(SECTION, _("Partie")), (SUBSECTION, _("Sous-partie"))],
        default=SECTION,
        search_index=False,
        help_text=_("Les parties forment le sommaire de la page."),
    )

    class Meta:
        label = _("Titre")
        icon = "title"
        label_format = "{text}"
        template = "home/blocks/heading.html"
        preview_value = {"text": "Écrire un règlement d’une page", "rank": SECTION}
        description = _("Commence une partie ou une sous-partie de la page.")

    def donnees(self, value, context):
        niveau = context["niveau"] + (value.get("rank") == SUBSECTION)
        return {
            "niveau": min(context.get("niveau_titre") or niveau, NIVEAU_MAX),
            "ancre": context.get("ancre") or ancre_de(value.get("text")),
        }


class ParagraphsBlock(RichTextBlock):
    class Meta:
        label = _("Texte")
        icon = "pilcrow"
        template = "home/blocks/rich_text.html"
        preview_value = (
            "<p>Commencez petit : <b>de 3 à 5 € par habitant et par an</b>. Un montant modeste et "
            "tenu vaut mieux qu’une promesse revue l’année suivante.</p>"
            "<ul><li>L’idée sert l’intérêt général.</li><li>Elle se réalise en dix-huit mois.</li>"
            "</ul>"
        )
        description = _("Paragraphes, listes et liens.")


class QuoteBlock(StructBlock):
    text = blocks.TextBlock(
        label=_("Citation"), rows=3, help_text=_("Sans guillemets."), default=""
    )
    author = blocks.CharBlock(
        label=_("Qui parle"),
        required=False,
        max_length=150,
        help_text=_("« Une secrétaire générale de mairie »."),
        default="",
    )
    role = blocks.CharBlock(label=_("Fonction ou lieu"), required=False, max_length=150, default="")

    class Meta:
        label = _("Citation")
        icon = "openquote"
        template = "home/blocks/quote.html"
        preview_value = {
            "text": "La troisième semaine, ils m’ont gardé une place sur le muret.",
            "author": "Une animatrice jeunesse",
            "role": "Commune de 4 000 habitants",
        }
        description = _("Les mots de quelqu’un, et qui les dit.")


class CalloutBlock(StructBlock):
    title = blocks.CharBlock(label=_("Titre"), required=False, max_length=120, default="")
    text = RichTextBlock(label=_("Texte"))

    class Meta:
        label = _("Encadré")
        icon = "info-circle"
        template = "home/blocks/callout.html"
        preview_value = {
            "title": "L’engagement de l’exécutif",
            "text": "<p>Trois mois plus tard, une délibération dit ce qui est retenu ou non.</p>",
        }
        description = _("Met en avant une idée à retenir.")


class AlertBlock(StructBlock):
    """Static text: no live region, which would be read on every page."""

    kind = blocks.ChoiceBlock(
        label=_("Genre"),
        choices=[
            ("info", _("Information")),
            ("warning", _("Attention")),
            ("success", _("Réussite")),
            ("error", _("Erreur à éviter")),
        ],
        default="info",
        search_index=False,
    )
    title = blocks.CharBlock(label=_("Titre"), max_length=120, default="")
    text = RichTextBlock(label=_("Texte"), required=False)

    class Meta:
        label = _("Alerte")
        icon = "warning"
        template = "home/blocks/alert.html"
        preview_value = {
            "kind": "warning",
            "title": "Vérifiez les délais",
            "text": "<p>La convocation part cinq jours francs avant la séance.</p>",
        }
        description = _("Prévient d’un risque, d’une règle ou d’un résultat.")

    def donnees(self, value, context):
        genres = dict(self.child_blocks["kind"].field.choices)
        return {"genre": genres.get(value.get("kind"), "")}


class AccordionItemBlock(StructBlock):
    title = blocks.CharBlock(label=_("Titre"), max_length=150, default="")
    text = RichTextBlock(label=_("Texte"))

    class Meta:
        icon = "arrow-down"
        label_format = "{title}"


class AccordionBlock(StructBlock):
    """<details>: opens and closes without JavaScript, and is found by « find in page »."""

    items = blocks.ListBlock(AccordionItemBlock(), label=_("Volets"), min_num=1)

    class Meta:
        label = _("Volets dépliants")
        icon = "list-ul"
        template = "home/blocks/accordion.html"
        preview_value = {
            "items": [
                {"title": "Qui peut voter ?", "text": "<p>Les habitants de plus de 16 ans.</p>"},
                {"title": "Et les enfants ?", "text": "<p>Une urne à part, à l’école.</p>"},
            ]
        }
        description = _("Questions et réponses, ou détails que l’on déplie.")
