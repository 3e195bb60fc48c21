"""{% droit "prendre_position" as verdict %}: for components/action_reservee.html."""

from django import template

from communautes.comptes.affiliations.acces import droit as droit_de

register = template.Library()


@register.simple_tag(takes_context=True)
def droit(context, code: str):
    return droit_de(context["request"], code)
