from django import template

from home.edition.forms import RedirectionForm
from home.edition.redirections import peut_rediriger

register = template.Library()


@register.simple_tag(takes_context=True)
def redirection_proposee(context, page):
    """The form, for whom may answer; only what readers could find leaves an address."""
    personne = context["request"].user
    if page.first_published_at is None or not peut_rediriger(personne):
        return None
    return RedirectionForm(page=page, personne=personne)
