"""« du Havre », « d’Inès », « de la Métropole »: « de » before a name, as French contracts it."""

import re

from django.utils.translation import get_language

_CONTRACTES = {"Le": "du", "Les": "des"}
# What an organisation's name begins with, and the article that it has none of.
_GENRES = {
    "de la ": {"Collectivité", "Communauté", "Métropole", "Région", "Ville"},
    "du ": {"Centre", "Département", "Pays", "Pôle", "Syndicat"},
    "de l’": {"Agglomération", "Établissement", "Union"},
}
_ELIDEES = re.compile(r"[aeiouœæàâäéèêëîïôöùûü]|y[^aeiouéèê]", re.IGNORECASE)
# First names whose h is mute: before any other, « de » is never wrong.
_H_MUETS = re.compile(r"(H[ée]l[èeo]|Henri|Herv|Hippol|Honor|Horten|Hubert|Hugo\b|Hugu|Hyac)")


def de(nom: str, article: str = "") -> str:
    """`article`: « du », « de l’»… when it is known. « of … » for who reads English."""
    if not nom:
        return ""
    if not (get_language() or "fr").startswith("fr"):
        return f"of {nom}"
    if article:
        return article + nom
    premier, _espace, reste = nom.partition(" ")
    if premier in _CONTRACTES and reste:
        return f"{_CONTRACTES[premier]} {reste}"
    for du, genres in _GENRES.items():
        if premier in genres and reste:
            return du + nom
    return f"d’{nom}" if _ELIDEES.match(nom) or _H_MUETS.match(nom) else f"de {nom}"
