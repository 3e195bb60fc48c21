from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

AVANT = 45  # signs before the first marked word: one line of a phone


@register.filter
def en_contexte(extrait: SafeString) -> SafeString:
    """The same excerpt, begun shortly before its first marked word: three lines will show it.

    What stands before a first <mark> is escaped text without tags: it may be cut at a space.
    """
    avant, marque, suite = extrait.partition("<mark>")
    if not marque or len(avant) <= AVANT:
        return extrait
    fin = avant[-AVANT:].partition(" ")[2]
    return mark_safe(f"… {fin}{marque}{suite}")  # noqa: S308
