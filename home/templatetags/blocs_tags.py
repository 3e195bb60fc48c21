from django import template
from django.utils.safestring import mark_safe

from home.blocks.liens import dire_les_liens_externes

register = template.Library()


@register.filter
def liens_externes(html):
    """Say « (site externe) » in the links of a rich text that Wagtail has already rendered."""
    return mark_safe(dire_les_liens_externes(str(html)))  # noqa: S308
