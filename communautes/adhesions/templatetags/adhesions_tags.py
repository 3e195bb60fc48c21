from django import template
from django.utils.translation import get_language

from home.templatetags.identite import fil_ariane

register = template.Library()


@register.simple_tag(takes_context=True)
def fil_ariane_autour(context, communaute):
    """Parents of a view that stands under a community's page: the page itself is the last, as the
    reader's language has it.
    """
    ici = communaute.locale.language_code == get_language()
    page = communaute if ici else communaute.localized  # which asks for the language, even here
    sienne = {"titre": page.title, "url": page.get_url(context["request"])}
    return [*fil_ariane(context, page), sienne]
