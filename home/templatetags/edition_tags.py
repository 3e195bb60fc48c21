from django import template
from wagtail.models import Page

from home.edition.forms import RedirectionDeTousForm, RedirectionForm

register = template.Library()


@register.simple_tag(takes_context=True)
def redirection_proposee(context, objet):
    """Only what readers could find leaves an address."""
    personne = context["request"].user
    if objet.first_published_at is None:
        return None
    if isinstance(objet, Page):
        return RedirectionForm(page=objet, personne=personne)
    return RedirectionDeTousForm(personne=personne)
