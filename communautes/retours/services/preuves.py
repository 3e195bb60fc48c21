"""Whether somebody proven signs a retour: when they signed, or since."""

from communautes.comptes.affiliations.models import Affiliation
from communautes.retours.models import CollectiviteAuteure, RetourExperience


def est_signe(retour: RetourExperience) -> bool:
    constater_les_preuves(retour)
    lignes = CollectiviteAuteure.objects.acceptees().filter(retour=retour)
    return any(ligne.est_verifiee for ligne in lignes)


def constater_les_preuves(retour: RetourExperience) -> None:
    """An affiliation that was declared when one signed may have been proven since."""
    for ligne in CollectiviteAuteure.objects.acceptees().filter(retour=retour):
        siennes = Affiliation.objects.membres().filter(
            personne=ligne.repondu_par_id, collectivite=ligne.collectivite_id
        )
        prouve = siennes.order_by("-niveau").values_list("niveau", flat=True).first()
        if prouve and prouve > ligne.niveau:
            CollectiviteAuteure.objects.filter(pk=ligne.pk).update(niveau=prouve)
