from django import template
from wagtail.models import Page

from home.edition.forms import RedirectionDeTousForm, RedirectionForm

register = template.Library()
CLE = "redirection_proposee"


@register.simple_tag(takes_context=True)
def redirection_proposee(context, objet):
    """Only what readers could find leaves an address.

    One form for the whole screen: its styles, its field and its scripts stand in three blocks.
    """
    if objet.first_published_at is None:
        return None
    ecran = context.render_context
    if CLE not in ecran:
        ecran[CLE] = _form(objet, context["request"].user)
    return ecran[CLE]


def _form(objet, personne) -> RedirectionDeTousForm:
    if isinstance(objet, Page):
        return RedirectionForm(page=objet, personne=personne)
    return RedirectionDeTousForm(personne=personne)
