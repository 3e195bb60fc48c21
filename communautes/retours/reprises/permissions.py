"""Who takes up a retour, comments it, writes to who wrote it, says that it is still true.

All of it is said in the name of a collectivité, by somebody proven to work there.
"""

from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.droits import Verdict, verdict
from communautes.moderation.permissions import laisse_lire
from communautes.retours.models import (
    BilanDeReprise,
    CollectiviteAuteure,
    Commentaire,
    LienDExperience,
    RetourExperience,
)
from communautes.retours.permissions import est_lisible, represente, travaille_pour

REPRENDRE = "reprendre_retour"


def reprend_pour(affiliation: Affiliation | None, *, connecte: bool = True) -> Verdict:
    """Of who acts for that collectivité; with the reason and the way when it is not open."""
    return verdict(REPRENDRE, affiliation, connecte=connecte)


def agit_pour(personne, affiliation: Affiliation | None) -> bool:
    if affiliation is None or affiliation.personne_id != personne.pk:
        return False
    return personne.is_active and reprend_pour(affiliation).permis


def est_propose(retour: RetourExperience) -> bool:
    """What is withdrawn or archived is taken up no more."""
    return RetourExperience.objects.visibles().filter(pk=retour.pk).exists()


def signe(affiliation: Affiliation, retour: RetourExperience) -> bool:
    """Or is asked to: one does not draw on oneself."""
    lignes = CollectiviteAuteure.objects.ouvertes().filter(retour=retour)
    return lignes.filter(collectivite=affiliation.collectivite_id).exists()


def parle_pour(personne, collectivite: int) -> bool:
    """Proven to work there now. `collectivite`: its key."""
    siennes = Affiliation.objects.membres().filter(personne=personne.pk)
    return siennes.filter(collectivite=collectivite).exists()


def suit(personne, lien: LienDExperience) -> bool:
    """What was said in the name of a collectivité is followed, and withdrawn, by any of its own."""
    return lien.est_actif and parle_pour(personne, lien.collectivite_id)


def donne_des_nouvelles(personne, lien: LienDExperience) -> bool:
    attendues = LienDExperience.objects.en_attente_de_nouvelles().filter(pk=lien.pk)
    return attendues.exists() and parle_pour(personne, lien.collectivite_id)


def relie(personne, retour: RetourExperience) -> bool:
    """Says what a retour comes from: who is proven to work where it is written."""
    return travaille_pour(personne, retour, principale=True)


def supprime_le_commentaire(personne, commentaire: Commentaire) -> bool:
    """Its author; not what moderation holds, that is looked at."""
    sien = personne.is_active and commentaire.auteur_id == personne.pk
    return sien and commentaire.est_garde and commentaire.est_publie


def lit_le_commentaire(personne, commentaire: Commentaire) -> bool:
    """Where its retour is read."""
    if not commentaire.est_garde or not laisse_lire(personne, commentaire):
        return False
    return est_lisible(commentaire.retour)


def lit_le_bilan(personne, bilan: BilanDeReprise) -> bool:
    if not bilan.lien.est_actif or not laisse_lire(personne, bilan):
        return False
    return est_lisible(bilan.lien.vers)


def verifie(personne, retour: RetourExperience) -> bool:
    """Says whether it is still true: who writes it, or a proven colleague."""
    return personne.is_active and est_propose(retour) and represente(personne, retour)
