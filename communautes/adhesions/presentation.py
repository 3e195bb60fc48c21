"""Who a member is to the others: a name if they chose it, a function, a place. No address."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.adhesions.models import Adhesion
from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.noms import nom_recu
from communautes.territoires.models import Collectivite


def fonctions_de(personnes: Iterable[int]) -> dict[int, str]:
    """Key of a person → « élu·e de Vernon, Eure (27) »: of their best proven affiliation in force.
    Who has none is absent. One query.
    """
    siennes = (
        Affiliation.objects.membres()
        .filter(personne__in=set(personnes))
        .select_related("collectivite")
        .order_by("niveau", "-depuis", "-pk")
    )
    return {une.personne_id: _en_mots(une) for une in siennes}


def _en_mots(affiliation: Affiliation) -> str:
    return fonction_en_mots(affiliation.fonction, affiliation.collectivite)


def fonction_en_mots(fonction: str, lieu: Collectivite) -> str:
    ici = f"{_FONCTIONS[fonction]} {lieu.de_nom}"
    return ici if lieu.type == lieu.Type.DEPARTEMENT or not lieu.ou else f"{ici}, {lieu.ou}"


_FONCTIONS = {
    Affiliation.Fonction.ELU: gettext_lazy("élu·e"),
    Affiliation.Fonction.DGS: gettext_lazy("direction générale des services"),
    Affiliation.Fonction.AGENT: gettext_lazy("agent·e"),
}


def presenter(adhesions: Iterable[Adhesion], *, noms: bool = False) -> list[dict]:
    """{adhesion, nom, fonction} each, their persons being read already. `noms`: for who answers
    for the community, the name of those too who do not show in the directory.
    """
    lues = list(adhesions)
    fonctions = fonctions_de(une.personne_id for une in lues)
    return [
        {
            "adhesion": une,
            "nom": une.personne.get_full_name() if noms or une.dans_l_annuaire else "",
            "fonction": fonctions.get(une.personne_id, ""),
        }
        for une in lues
    ]


def nom_et_fonction(personne) -> str:
    """« Ali Benali, élu·e de Vernon, Eure (27) »: of who speaks to somebody, and says so."""
    nom = nom_recu(personne.get_full_name()) or _("Une personne sans nom")
    fonction = fonctions_de([personne.pk]).get(personne.pk, "")
    return ", ".join(filter(None, [nom, fonction]))
