"""What a search that found nothing offers: broader questions, and themes."""

from urllib.parse import urlencode

from django import template
from django.utils.translation import get_language

from search import facettes

register = template.Library()

MOTS_AU_PLUS = 4
THEME = "theme"  # the parameter of the themes


@register.filter
def mots_seuls(ecran) -> list[dict]:
    """Each word that was understood, asked alone and without filters: [{libelle, url}].

    Nothing without a filter: results hold any of the words, so each alone would find nothing.
    """
    mots = list(dict.fromkeys(ecran.resultats.mots))
    if len(mots) < 2 or not ecran.actifs:
        return []
    return [{"libelle": mot, "url": _adresse("q", mot)} for mot in mots[:MOTS_AU_PLUS]]


@register.filter
def themes(ecran) -> list[dict]:
    """Every theme, as a filter of the same list: [{libelle, url, langue}]; one query at most."""
    return [
        {"libelle": valeur.libelle, "url": _adresse(THEME, valeur.code), "langue": valeur.langue}
        for facette in facettes.choisir(THEME)
        for valeur in facette.valeurs(get_language())
    ]


def _adresse(parametre: str, valeur: str) -> str:
    return "?" + urlencode({parametre: valeur})
