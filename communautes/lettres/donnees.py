"""What this room holds of a person: the letters they wrote."""

from django.utils.translation import gettext_lazy

from communautes.adhesions.permissions import peut_lire
from communautes.comptes.donnees import registre
from communautes.comptes.donnees.registre import Detention
from communautes.comptes.reunion import registre as reunion
from communautes.lettres.models import Lettre

_CHAMPS = {
    "communaute": gettext_lazy("communauté"),
    "objet": gettext_lazy("objet"),
    "texte": gettext_lazy("texte"),
    "envoyee_le": gettext_lazy("envoyée le"),
}


def _les_siennes(personne):
    """Their own words, even of a community that they read no more; not what it is called now."""
    for une in Lettre.objects.filter(auteur=personne).select_related("communaute"):
        lue = peut_lire(personne, une.communaute)
        yield {
            "communaute": une.communaute.title if lue else une.communaute.nom_connu_de_tous,
            "objet": une.titre,
            "texte": une.texte,
            "envoyee_le": une.envoyee_le,
        }


def brancher() -> None:
    registre.declarer(
        Detention(
            "lettres",
            gettext_lazy("Les lettres que vous avez écrites aux membres d’une communauté"),
            _CHAMPS,
            _les_siennes,
            devenir=gettext_lazy("Le texte reste à la communauté, sans votre nom."),
            rang=24,
        )
    )
    reunion.declarer(reunion.Decision("lettres.Lettre.auteur", reunion.Devenir.PASSE))
