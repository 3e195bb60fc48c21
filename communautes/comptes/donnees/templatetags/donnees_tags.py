from datetime import date, datetime

from django import template
from django.utils.translation import gettext as _

from home.jours import date_format, heure_de_paris

register = template.Library()


@register.filter
def en_mots(valeur) -> str:
    """A value of the file, as a person reads it; hours are of Paris."""
    if isinstance(valeur, bool):
        return _("oui") if valeur else _("non")
    if isinstance(valeur, datetime):
        return heure_de_paris(valeur)
    if isinstance(valeur, date):
        return date_format(valeur, "j F Y")
    if isinstance(valeur, dict):
        return " ; ".join(f"{cle}\u00a0: {en_mots(une)}" for cle, une in valeur.items())
    if isinstance(valeur, list):
        return ", ".join(en_mots(une) for une in valeur)
    return str(valeur)
