"""Who decides on what, and who reads what is held back."""

from communautes.comptes.permissions import qui_a
from communautes.moderation import registre
from communautes.moderation.models import Decision, Dossier, Moderation


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


def peut_decider(personne, dossier: Dossier, objet) -> bool:
    """Nobody of what they wrote. `objet`: of the dossier; when it is no more, ANCT closes it."""
    if not personne.is_active or dossier.auteur_id == personne.pk:
        return False
    if peut_moderer_partout(personne):
        return True
    signalable = objet is not None and registre.signalable(type(objet))
    return bool(signalable) and signalable.peut_moderer(personne, objet)


def peut_trancher(personne, dossier: Dossier, *, meme_seul: bool = False) -> bool:
    """ANCT; not who decided first, unless there is nobody else (`meme_seul`: whoever decided)."""
    if not peut_moderer_partout(personne) or dossier.auteur_id == personne.pk:
        return False
    if meme_seul or dossier.decide_par_id != personne.pk:
        return True
    autres = qui_modere_partout().exclude(pk__in=[personne.pk, dossier.auteur_id or 0])
    return not autres.exists()


def est_dit_a_l_auteur(dossier: Dossier) -> bool:
    """What somebody else reported is said to nobody as long as nothing comes of it."""
    return dossier.est_automatique or dossier.decision == Decision.MASQUE


def moderes_par(personne) -> dict[type, set[int]]:
    """Of each kind of place, the keys of those that this person moderates."""
    return {un.modele: set(un.moderes_par(personne)) for un in registre.lieux()}
