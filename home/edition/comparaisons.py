"""Differences between two versions, in words: names rather than codes, dates in French.

Wagtail finds the class of each kind of field in a registry (`brancher`, from AppConfig.ready).
"""

import json
import re

from django.db import models
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin import compare
from wagtail.fields import StreamField

from home.champs import ChoixMultiplesField
from home.jours import date_format

MARQUES = re.compile(r' data-block-key=\\"[^"\\]*\\"')


BLOC = '<div class="comparison__child-object {}">'


class DifferenceDite(compare.TextDiff):
    """Each difference is said, and marked otherwise than by its colour."""

    def to_html(self, tag="", addition_class="addition", deletion_class="deletion"):
        mots = {
            "addition": ("ins", addition_class, _("ajouté :")),
            "deletion": ("del", deletion_class, _("retiré :")),
        }
        morceaux = (
            format_html(
                '<{0} class="{1}"><span class="w-sr-only">[{2} </span>{3}'
                '<span class="w-sr-only">] </span></{0}>',
                *mots[genre],
                escape(texte),
            )
            if genre in mots
            else escape(texte)
            for genre, texte in self.changes
        )
        return format_html_join(self.separator, "{}", ((morceau,) for morceau in morceaux))


def dire_les_blocs(html):
    """The same for whole blocks, that Wagtail only colours; nothing of a text looks like this."""
    for classe, mot in (("addition", _("Ajouté")), ("deletion", _("Retiré"))):
        debut = BLOC.format(classe)
        html = html.replace(debut, f'{debut}<p class="tec-difference">{escape(mot)}</p>')
    return mark_safe(html)  # noqa: S308


class ValeurComparison(compare.FieldComparison):
    """A value that has to be said otherwise than it is stored; nothing is said of nothing."""

    def dire(self, valeur) -> str:
        return str(valeur)

    def htmldiff(self):
        avant, apres = (
            "" if valeur in (None, "") else self.dire(valeur) for valeur in (self.val_a, self.val_b)
        )
        if avant == apres:
            return escape(avant)
        changements = [("deletion", avant), ("addition", apres)]
        return compare.TextDiff([c for c in changements if c[1]]).to_html()


class DateComparison(ValeurComparison):
    def dire(self, valeur) -> str:
        return date_format(valeur)


class InstantComparison(ValeurComparison):
    def dire(self, valeur) -> str:
        return date_format(localtime(valeur) if is_aware(valeur) else valeur, "DATETIME_FORMAT")


class OuiNonComparison(ValeurComparison):
    def dire(self, valeur) -> str:
        return _("oui") if valeur else _("non")


class ChoixMultiplesComparison(compare.M2MFieldComparison):
    def get_items(self):
        """In the order of the choices: a choice that is in both has not moved."""
        rangs = {valeur: rang for rang, valeur in enumerate(self.field.enum.values)}
        return tuple(
            sorted(valeurs or (), key=lambda valeur: rangs.get(valeur, len(rangs)))
            for valeurs in (self.val_a, self.val_b)
        )

    def get_item_display(self, item) -> str:
        return str(dict(self.field.enum.choices).get(item, item))


class EtiquettesComparison(compare.TagsFieldComparison):
    """In the order of the alphabet: they have no other, and each version reads them in its own."""

    def get_items(self):
        return tuple(sorted(tags, key=lambda tag: tag.name) for tags in super().get_items())

    def get_item_display(self, tag) -> str:
        return tag.name


class CorpsComparison(compare.StreamFieldComparison):
    """Only the blocks that differ: opening a text is enough for its editor to mark paragraphs."""

    def has_changed(self) -> bool:
        return _blocs(self.val_a) != _blocs(self.val_b)

    def htmldiff(self):
        return dire_les_blocs(self._differences())

    def _differences(self):
        avant, apres = dict(_blocs(self.val_a)), dict(_blocs(self.val_b))
        if not (self.has_block_ids(self.val_a) and self.has_block_ids(self.val_b)):
            return super().htmldiff()
        differents = [
            [bloc for bloc in valeur if avant.get(bloc.id) != apres.get(bloc.id)]
            for valeur in (self.val_a, self.val_b)
        ]
        if not any(differents):  # the same blocks in another order
            return super().htmldiff()
        bloc = self.field.stream_block
        return compare.StreamBlockComparison(bloc, True, True, *differents).htmldiff()


def _blocs(valeur) -> list[tuple[str, str]]:
    """(id, content) of each block, without the marks of the text editor."""
    return [
        (bloc.id, MARQUES.sub("", json.dumps(bloc.block.get_prep_value(bloc.value))))
        for bloc in valeur or ()
    ]


def brancher() -> None:
    compare.TextDiff = DifferenceDite  # what every comparison of Wagtail writes with
    for champ, classe in (
        (StreamField, CorpsComparison),
        (models.DateField, DateComparison),
        (models.DateTimeField, InstantComparison),
        (models.BooleanField, OuiNonComparison),
        (models.IntegerField, ValeurComparison),
        (ChoixMultiplesField, ChoixMultiplesComparison),
        (ClusterTaggableManager, EtiquettesComparison),
    ):
        compare.register_comparison_class(champ, comparison_class=classe)
