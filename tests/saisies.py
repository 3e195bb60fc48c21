"""What the form of a resource sends, and where to."""

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield


def saisie(themes=(), **champs) -> dict:
    """Complete, but for its themes."""
    return nested_form_data(
        {
            "title": "Lancer un budget participatif",
            "slug": "lancer",
            "resume": "De la délibération au bilan.",
            "nature": "guide",
            "provenance": "anct",
            "a_revoir_le": "2030-01-01",
            "body": streamfield([]),
            "themes_lies": inline_formset([{"theme": theme.pk} for theme in themes]),
            "fichiers": inline_formset([]),
            "liees": inline_formset([]),
            "comments": inline_formset([]),
        }
        | champs
    )


def edition(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
