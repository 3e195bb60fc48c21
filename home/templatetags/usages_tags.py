from django import template

from home.usages.lecture import Usages, premiers

register = template.Library()


@register.simple_tag(takes_context=True)
def usages(context, objet) -> dict:
    """The first that use it, and how many others."""
    return premiers(Usages([objet], par=context["request"].user))
