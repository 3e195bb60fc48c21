from django import template

from home.templatetags.identite import fil_ariane

register = template.Library()


@register.simple_tag(takes_context=True)
def fil_ariane_autour(context, communaute):
    """Parents of a view that stands under a community's page: the page itself is the last, as the
    reader's language has it.
    """
    page = communaute.localized
    ici = {"titre": page.title, "url": page.get_url(context["request"])}
    return [*fil_ariane(context, page), ici]
