"""{{ message.texte|texte_riche }}: what a person wrote, as the page shows it."""

from django import template

from home.texte_riche import rendre

register = template.Library()
register.filter("texte_riche", rendre)
