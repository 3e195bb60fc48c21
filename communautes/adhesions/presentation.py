"""Who a member is to the others: a name if they chose it, a function, a place. No address."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from communautes.adhesions.models import Adhesion
from communautes.comptes.affiliations.models import Affiliation


def fonctions_de(personnes: Iterable[int]) -> dict[int, str]:
    """Key of a person → « Direction générale des services, Vernon (Eure) »: of their best proven
    affiliation in force. Who has none is absent. One query.
    """
    siennes = (
        Affiliation.objects.membres()
        .filter(personne__in=set(personnes))
        .select_related("collectivite")
        .order_by("niveau", "-depuis", "-pk")
    )
    return {
        une.personne_id: _("%(fonction)s, %(collectivite)s")
        % {"fonction": une.get_fonction_display(), "collectivite": une.collectivite.intitule}
        for une in siennes
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
