"""Blocks that list: steps, key figures, cards of resources."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from home.blocks.base import NIVEAU_MAX, RichTextBlock, StructBlock
from home.cartes import cartes

CARTES_MAX = 6

# The preview's cards, as ressources/cartes.py writes them.
TITRES = ("Tirer au sort des habitants", "Délibération type", "Une urne mobile")
CARTE = {
    "url": "#",
    "resume": "Une méthode pas à pas, avec ce qu’elle coûte et ce qui n’a pas marché.",
    "nature_libelle": "Guide",
    "publics_libelle": "Commune",
    "niveau_libelle": "Consultation",
    "formats_libelle": "PDF, 12 min de lecture",
    "langue": "fr",
    "pictogramme": "urne",
    "accent": "blue-ecume",
}


class StepBlock(StructBlock):
    title = blocks.CharBlock(label=_("Titre"), max_length=150, default="")
    when = blocks.CharBlock(
        label=_("Quand"),
        required=False,
        max_length=60,
        help_text=_("« Avril et mai »."),
        default="",
    )
    text = RichTextBlock(label=_("Texte"), required=False)

    class Meta:
        icon = "arrow-right"
        label_format = "{title}"


class StepsBlock(StructBlock):
    title = blocks.CharBlock(label=_("Titre"), required=False, max_length=150, default="")
    items = blocks.ListBlock(StepBlock(), label=_("Étapes"), min_num=1)

    class Meta:
        label = _("Étapes")
        icon = "list-ol"
        template = "home/blocks/steps.html"
        preview_value = {
            "title": "Un calendrier de neuf mois",
            "items": [
                {"title": "Annoncer", "when": "Mars", "text": "<p>Délibération et règlement.</p>"},
                {"title": "Recueillir les idées", "when": "Avril et mai", "text": ""},
                {"title": "Voter", "when": "Septembre", "text": "<p>En ligne et à l’urne.</p>"},
            ],
        }
        description = _("Un calendrier ou une marche à suivre, dans l’ordre.")


class KeyFigureBlock(StructBlock):
    value = blocks.CharBlock(
        label=_("Chiffre"), max_length=40, help_text=_("Avec son unité : « 3 à 5 € »."), default=""
    )
    label = blocks.CharBlock(label=_("Ce qu’il mesure"), max_length=150, default="")
    source = blocks.CharBlock(
        label=_("Source"),
        required=False,
        max_length=150,
        help_text=_("Qui le dit, et quand."),
        default="",
    )

    class Meta:
        icon = "order"
        label_format = "{value} {label}"


class KeyFiguresBlock(StructBlock):
    items = blocks.ListBlock(KeyFigureBlock(), label=_("Chiffres"), min_num=1, max_num=6)

    class Meta:
        label = _("Chiffres clés")
        icon = "order"
        template = "home/blocks/key_figures.html"
        preview_value = {
            "items": [
                {"value": "3 à 5 €", "label": "par habitant et par an", "source": "Usage observé"},
                {"value": "9 mois", "label": "de l’annonce au vote", "source": ""},
                {"value": "40 h", "label": "de travail d’un agent", "source": "Ordre de grandeur"},
            ]
        }
        description = _("Deux ou trois nombres, ce qu’ils mesurent et leur source.")


class ResourceCardsBlock(StructBlock):
    title = blocks.CharBlock(label=_("Titre"), required=False, max_length=120, default="")
    pages = blocks.ListBlock(
        blocks.PageChooserBlock(page_type=["ressources.RessourcePage"]),
        label=_("Ressources choisies"),
        default=[],
        max_num=CARTES_MAX,
    )
    theme = blocks.PageChooserBlock(
        label=_("Ou les dernières d’un thème"),
        page_type=["ressources.ThemePage"],
        required=False,
    )
    number = blocks.IntegerBlock(
        label=_("Combien, pour un thème"), min_value=1, max_value=CARTES_MAX, default=3
    )

    class Meta:
        label = _("Cartes de ressources")
        icon = "doc-full-inverse"
        template = "home/blocks/resource_cards.html"
        preview_value = {"title": "À lire ensuite", "number": 3}
        description = _("Des ressources choisies, ou les dernières d’un thème.")

    def clean(self, value):
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        choisies, theme = bool(cleaned["pages"]), cleaned.get("theme")
        if choisies and theme:
            message = _("Choisissez des ressources ou un thème, pas les deux.")
        elif not choisies and not theme:
            message = _("Choisissez au moins une ressource, ou un thème.")
        else:
            return cleaned
        raise StructBlockValidationError({"theme": ValidationError(message)})

    def donnees(self, value, context):
        pages = [page for page in value["pages"] if page is not None]
        trouvees = cartes(pages=pages, theme=value.get("theme"), nombre=value.get("number") or 3)
        return {"cartes": trouvees}

    def exemple(self, value):
        return {"cartes": [CARTE | {"titre": titre} for titre in TITRES]}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        niveau = context["niveau"] + bool(value.get("title"))
        return context | {"niveau_carte": min(niveau, NIVEAU_MAX)}
