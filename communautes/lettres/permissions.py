"""Who reads a letter, and who writes one. Asked of the database."""

from collections.abc import Collection

from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.adhesions.permissions import (
    est_ouvrable,
    ouvrables,
    peut_animer,
    peut_conduire,
    peut_lire,
    peut_moderer,
)
from communautes.lettres.models import Lettre
from communautes.moderation.permissions import laisse_lire, peut_moderer_partout


def ecrit_la_lettre(personne, communaute: CommunautePage) -> bool:
    return peut_animer(personne, communaute)


def lit(personne, lettre: Lettre) -> bool:
    """Sent, as what is said there; a draft, by who animates. Held back, as a discussion is: ANCT
    reads it, were it reserved to members.
    """
    if lettre.est_brouillon:
        return ecrit_la_lettre(personne, lettre.communaute)
    if not lettre.est_publie and peut_moderer_partout(personne):
        return est_ouvrable(lettre.communaute)
    return peut_lire(personne, lettre.communaute) and laisse_lire(personne, lettre)


def lit_l_envoyee(personne, lettre: Lettre) -> bool:
    """What moderation knows of: a draft is nobody's business yet."""
    return not lettre.est_brouillon and lit(personne, lettre)


def modere(personne, lettre: Lettre) -> bool:
    return peut_moderer(personne, lettre.communaute) or peut_conduire(personne)


def peuvent_lire(personnes: Collection, lettres: Collection) -> set[tuple[int, int | None]]:
    """Members, of what is sent and not held back: a letter is theirs to be told of."""
    dites = [une for une in lettres if une.est_publie and not une.est_brouillon]
    pages = CommunautePage.objects.filter(pk__in={une.communaute_id for une in dites})
    dedans = set(
        Adhesion.objects.actives()
        .filter(personne__in=personnes, communaute__in=ouvrables(pages))
        .values_list("personne", "communaute")
    )
    return {
        (personne.pk, une.pk)
        for une in dites
        for personne in personnes
        if (personne.pk, une.communaute_id) in dedans
    }
