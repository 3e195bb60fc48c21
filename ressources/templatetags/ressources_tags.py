from django import template

from ressources import cartes

register = template.Library()


@register.filter
def minutes_de_lecture(page) -> int | None:
    """How long a resource takes to read; nothing of what one watches."""
    return cartes.minutes_de_lecture(page.nature, page.duree_lecture)
