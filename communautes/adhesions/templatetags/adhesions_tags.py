from django import template

from home.templatetags.identite import fil_ariane

register = template.Library()


@register.simple_tag(takes_context=True)
def fil_ariane_autour(context, communaute):
    """Parents of a view that stands under a community's page: the page itself is the last."""
    ici = {"titre": communaute.title, "url": communaute.get_url(context["request"])}
    return [*fil_ariane(context, communaute), ici]
