from datetime import date
from urllib.parse import urlencode

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from search import facettes, registre
from search.facade import PROCHE

register = template.Library()

TYPES = "type"  # the parameter of the kinds
# Kind → (accent, symbol of tec/pictogrammes.svg; none: the finer kind has its own).
APPARENCES = {
    "ressource": ("blue-ecume", ""),
    "theme": ("green-emeraude", "theme"),
    "actualite": ("yellow-tournesol", "actualite"),
    "acteur": ("green-emeraude", ""),
    "retour": ("pink-tuile", "chemin"),
}
LIBELLES = {
    "pertinence": _("Pertinence"),
    "recent": _("Publication récente"),
    "verifie": _("Vérification récente"),
    "titre": _("Ordre alphabétique"),
    "reprises": _("Les plus repris"),
    PROCHE: _("Les plus proches de la mienne"),
}


@register.filter
def choix_de_tri(ecran) -> list[dict]:
    """[{libelle, url, courant}]: relevance only when something was asked."""
    base = ([("q", ecran.texte)] if ecran.texte else []) + ecran.gardes + ecran.choisis
    return [
        {
            "libelle": libelle,
            "url": "?" + urlencode([*base, ("tri", code)]),
            "courant": code == ecran.tri,
        }
        for code, libelle in LIBELLES.items()
        if code in ecran.tris and (ecran.texte or code != "pertinence")
    ]


@register.filter
def valeur(dictionnaire: dict, cle: str):
    """The value of a key known at run time; nothing when it is not there."""
    return dictionnaire.get(cle, "")


@register.filter
def onglets(ecran) -> list[dict]:
    """Kinds as tabs: [{libelle, nombre, url, courant}], everything first; empty with one kind."""
    groupe = next((g for g in ecran.groupes if g.parametre == TYPES), None)
    if groupe is None or len(groupe.options) < 2:
        return []
    base = [("q", ecran.texte)] if ecran.texte else []
    base += [paire for paire in ecran.choisis if paire[0] != TYPES]
    tout = {
        "libelle": _("Tout"),
        "nombre": sum(option.nombre for option in groupe.options),
        "url": "?" + urlencode(base),
        "courant": not groupe.coches,
    }
    return [tout] + [
        {
            "libelle": option.libelle,
            "nombre": option.nombre,
            "url": "?" + urlencode([*base, (TYPES, option.code)]),
            "courant": option.coche,
        }
        for option in groupe.options
    ]


@register.filter
def sans_onglets(groupes) -> list:
    """The facets that stand at the side: kinds are tabs above the list."""
    return [groupe for groupe in groupes if groupe.parametre != TYPES]


@register.filter
def genre(ligne) -> str:
    """What a result is, as precisely as its room says it: « Guide » rather than « Ressource »."""
    for facette in facettes.choisir("nature", "genre") if ligne.sous_nature else ():
        for valeur_connue in facette.valeurs(ligne.langue):
            if valeur_connue.cle == ligne.sous_nature:
                return valeur_connue.libelle
    trouvee = registre.nature(ligne.nature)
    return trouvee.libelle if trouvee else ""


@register.filter
def a_revoir_depuis(ligne) -> date | None:
    """The day that was missed, when its room wants readers to know (`dit_le`: from that day on)."""
    dit_le = parse_date(ligne.carte.get("dit_le", ""))
    if dit_le is None or dit_le > timezone.localdate():
        return None
    return parse_date(ligne.carte["a_revoir_le"])


@register.filter
def apparence(ligne) -> dict:
    """Pictogram and accent of a result: in a mixed list the kind gives the colour."""
    accent, pictogramme = APPARENCES.get(ligne.nature, ("blue-ecume", "page"))
    return {"accent": accent, "pictogramme": pictogramme or ligne.sous_nature or "document"}
