"""The names of what a retour says: on the site, in the admin, in remarks and exports."""

from django.utils.translation import gettext_lazy as _

LIBELLES = {
    "titre": _("Le titre"),
    "resume": _("En deux phrases"),
    "periode": _("La période"),
    "contexte": _("Le contexte"),
    "fait": _("Ce qui a été fait"),
    "participation": _("La participation"),
    "resultats": _("Les résultats"),
    "echecs": _("Ce qui n’a pas marché"),
    "appris": _("Ce qu’on en retient"),
    "moyens": _("Les moyens"),
    "transposition": _("Pour transposer"),
    "themes_lies": _("Les thèmes"),
    "images": _("Les images"),
    "documents": _("Les documents"),
    "auteures": _("Qui signe"),
}
CHAMPS_REMARQUABLES = tuple(LIBELLES)


def libelle_du_champ(champ: str) -> str:
    return str(LIBELLES.get(champ, _("L’ensemble")))
