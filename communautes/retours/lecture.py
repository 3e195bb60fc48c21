"""What pages of this room show, and who reads a file of a retour."""

from communautes.fichiers.models import Fichier
from communautes.retours import permissions
from communautes.retours.models import RetourExperience, RetourFichier, RetourImage


def contexte_du_retour(retour: RetourExperience) -> dict:
    """What its page shows, published or in a preview."""
    themes = [lien.theme for lien in retour.themes_lies.all()]
    return {
        "retour": retour,
        "themes": themes,
        "accent": themes[0].accent if themes else "blue-ecume",
    }


def lit_le_fichier(personne, retour: RetourExperience, fichier: Fichier) -> bool:
    """Of the published version, everybody; of the one in preparation, who reads that."""
    if permissions.est_lisible(retour) and _est_publie(retour, fichier):
        return True
    return permissions.lit_le_brouillon(personne, retour)


def _est_publie(retour: RetourExperience, fichier: Fichier) -> bool:
    """The rows of a published retour are those of its published version."""
    return any(
        modele.objects.filter(retour=retour, fichier=fichier).exists()
        for modele in (RetourImage, RetourFichier)
    )
