"""Who decides on what, and who reads what is held back."""

from communautes.comptes.permissions import qui_a
from communautes.moderation import registre
from communautes.moderation.models import Moderation


def peut_moderer_partout(personne) -> bool:
    """ANCT: decides everywhere, answers appeals, knows who reported."""
    return personne.is_active and personne.has_perm("moderation.moderer_partout")


def qui_modere_partout():
    """Each to whom `peut_moderer_partout` says yes."""
    return qui_a("moderation", "moderer_partout")


def est_auteur(personne, objet) -> bool:
    auteur = registre.signalable(type(objet)).auteur(objet)
    return auteur is not None and personne.is_active and auteur.pk == personne.pk


def laisse_lire(personne, objet) -> bool:
    """What moderation lets be read, beside the room's own rule; no query for what is published.

    Held back: its author, who moderates where it is, ANCT. Withdrawn: its author and ANCT.
    """
    if objet.moderation == Moderation.PUBLIE:
        return True
    if not personne.is_active:  # nor a visitor
        return False
    if est_auteur(personne, objet) or peut_moderer_partout(personne):
        return True
    modere = registre.signalable(type(objet)).peut_moderer
    return objet.moderation == Moderation.EN_EXAMEN and modere(personne, objet)
