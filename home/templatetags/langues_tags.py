"""`contenu` and `lecteur`: where the words are in the page's language, where in the reader's."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language, override

from home.langues.lecture import dans_la_langue, langue_du_lecteur

register = template.Library()


@register.tag
def contenu(parser, token):
    """`{% contenu %}…{% endcontenu %}`: in the language of the page's content, and marked so."""
    return ContenuNode(_jusqu_a(parser, "endcontenu"))


@register.tag
def lecteur(parser, token):
    """`{% lecteur %}…{% endlecteur %}`: inside a content, what the interface says about it."""
    return LecteurNode(_jusqu_a(parser, "endlecteur"))


def _jusqu_a(parser, fin: str):
    noeuds = parser.parse((fin,))
    parser.delete_first_token()
    return noeuds


class ContenuNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        code = str(context.get("contenu_langue") or get_language())
        if code == get_language():
            return self.nodelist.render(context)
        with dans_la_langue(code):
            return format_html('<div lang="{}">{}</div>', code, self.nodelist.render(context))


class LecteurNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        with override(langue_du_lecteur()):
            return self.nodelist.render(context)
