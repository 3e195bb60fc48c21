"""The filter `date` of every template (settings: builtins), with « 1er décembre »."""

from django import template
from django.template import defaultfilters

from home import jours
from home.jours import forme_du

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(valeur, forme=None) -> str:
    return defaultfilters.date(valeur, forme_du(valeur, forme))


register.filter("heure_de_paris", jours.heure_de_paris)
register.filter("instant", jours.instant_en_mots)
