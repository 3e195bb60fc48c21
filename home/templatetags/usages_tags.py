from django import template

from home.usages.lecture import Usages

register = template.Library()

MONTRES = 20


@register.simple_tag(takes_context=True)
def usages(context, objet) -> dict:
    """The `premiers` that point at it, and how many `autres`."""
    return premiers(Usages([objet], par=context["request"].user))


def premiers(trouves: Usages) -> dict:
    montres = trouves[:MONTRES]
    return {
        "premiers": montres,
        "autres": len(trouves) - len(montres),
        "nombre": len(trouves),
    }
