from urllib.parse import urlencode

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

LIBELLES = {
    "pertinence": _("Pertinence"),
    "recent": _("Publication récente"),
    "verifie": _("Vérification récente"),
    "titre": _("Ordre alphabétique"),
}


@register.filter
def choix_de_tri(ecran) -> list[dict]:
    """[{libelle, url, courant}]: relevance only when something was asked."""
    base = ([("q", ecran.texte)] if ecran.texte else []) + ecran.choisis
    return [
        {
            "libelle": libelle,
            "url": "?" + urlencode([*base, ("tri", code)]),
            "courant": code == ecran.tri,
        }
        for code, libelle in LIBELLES.items()
        if ecran.texte or code != "pertinence"
    ]


@register.filter
def valeur(dictionnaire: dict, cle: str):
    """The value of a key known at run time; nothing when it is not there."""
    return dictionnaire.get(cle, "")
