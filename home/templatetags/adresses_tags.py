"""Addresses in a narrow column."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def coupable(adresse: str) -> str:
    """May go to the next line after « @ » and before a dot, rather than inside a word."""
    morceaux = adresse.replace("@", "@\0").replace(".", "\0.").split("\0")
    return format_html_join(mark_safe("<wbr>"), "{}", ((morceau,) for morceau in morceaux))
