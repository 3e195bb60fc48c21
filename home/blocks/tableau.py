"""Table with a caption and headers; its texts are segments for wagtail-localize."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTableBlock,
    TypedTableBlockValidationError,
)

from home.blocks.base import RichTextBlock, StructBlock


class GridBlock(TypedTableBlock):
    text = blocks.CharBlock(label=_("Texte"), required=False, default="")
    number = blocks.CharBlock(
        label=_("Nombre"), required=False, help_text=_("Aligné à droite : « 1 200 € »."), default=""
    )
    rich_text = RichTextBlock(
        label=_("Texte avec liens"), required=False, features=["bold", "italic", "link"]
    )

    def clean(self, value):
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        manques = []
        if not cleaned.caption.strip():
            manques.append(_("Donnez un titre au tableau : il dit ce que l’on y lit."))
        if not cleaned.columns or not cleaned.row_data:
            manques.append(_("Ajoutez au moins une colonne et une ligne."))
        if any(not (colonne["heading"] or "").strip() for colonne in cleaned.columns):
            manques.append(_("Donnez un titre à chaque colonne."))
        if manques:
            raise TypedTableBlockValidationError(
                non_block_errors=[ValidationError(phrase) for phrase in manques]
            )
        return cleaned

    def get_translatable_segments(self, value):
        """wagtail-localize: paths « caption », « columns.0 », « rows.0.1 »."""
        from wagtail_localize.segments import StringSegmentValue
        from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

        extracteur = StreamFieldSegmentExtractor(None)
        segments = [StringSegmentValue("caption", value.caption or "")]
        for rang, colonne in enumerate(value.columns):
            segments.append(StringSegmentValue(f"columns.{rang}", colonne["heading"] or ""))
        for ligne, rangee in enumerate(value.row_data):
            for rang, (colonne, case) in enumerate(
                zip(value.columns, rangee["values"], strict=True)
            ):
                segments += [
                    segment.wrap(f"rows.{ligne}.{rang}")
                    for segment in extracteur.handle_block(colonne["block"], case)
                ]
        return segments

    def restore_translated_segments(self, value, segments):
        from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

        cases = defaultdict(list)
        for segment in segments:
            nature, segment = segment.unwrap()
            if nature == "caption":
                value.caption = segment.render_text()
                continue
            rang, segment = segment.unwrap()
            if nature == "columns":
                value.columns[int(rang)]["heading"] = segment.render_text()
                continue
            colonne, segment = segment.unwrap()
            cases[int(rang), int(colonne)].append(segment)
        redacteur = StreamFieldSegmentsWriter(None, None, None)
        for (ligne, rang), bouts in cases.items():
            rangee = value.row_data[ligne]["values"]
            rangee[rang] = redacteur.handle_block(value.columns[rang]["block"], rangee[rang], bouts)
        return value

    class Meta:
        label = _("Tableau")


class TableBlock(StructBlock):
    table = GridBlock()
    first_column_is_header = blocks.BooleanBlock(
        label=_("La première colonne donne le titre de chaque ligne"), required=False, default=True
    )

    class Meta:
        label = _("Tableau")
        icon = "table"
        template = "home/blocks/table.html"
        preview_value = {
            "table": {
                "caption": "Effet de deux tarifs sur la facture annuelle",
                "columns": [
                    {"type": "text", "heading": "Foyer"},
                    {"type": "number", "heading": "Tarif actuel"},
                    {"type": "number", "heading": "Tarif progressif"},
                ],
                "rows": [
                    {"values": ["Personne seule, 35 m³", "148 €", "131 €"]},
                    {"values": ["Famille de quatre, 120 m³", "444 €", "447 €"]},
                ],
            },
            "first_column_is_header": True,
        }
        description = _("Des données en lignes et en colonnes, avec un titre.")

    def donnees(self, value, context):
        grille = value["table"]
        return {"legende": grille.caption, "colonnes": grille.columns, "lignes": _lignes(value)}


def _lignes(value) -> list[list[dict]]:
    """Rows of {case, entete, nombre}: what the template needs to choose the element."""
    return [
        [
            {
                "case": case,
                "entete": rang == 0 and value.get("first_column_is_header"),
                "nombre": case.block.name == "number",
            }
            for rang, case in enumerate(rangee)
        ]
        for rangee in value["table"].rows
    ]
