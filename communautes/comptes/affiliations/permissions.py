"""Who may answer a request, and change a member."""

from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.droits import verdict
from communautes.comptes.permissions import qui_a


def peut_instruire(personne) -> bool:
    """ANCT: validates, refuses, ends, settles a contest."""
    return personne.is_active and personne.has_perm("affiliations.instruire_affiliation")


def qui_instruit():
    """Each to whom `peut_instruire` says yes."""
    return qui_a("affiliations", "instruire_affiliation")


def affiliation_qui_gere(personne, collectivite) -> Affiliation | None:
    """The one by which this person manages the members of that collectivité, and no other: an
    intercommunalité has no say on its communes.
    """
    sienne = (
        Affiliation.objects.membres()
        .select_related("collectivite")
        .filter(personne=personne, collectivite=collectivite)
        .first()
    )
    return sienne if verdict("gerer_membres", sienne).permis else None
