"""Who may know of a community, read it, answer for it. Asked of the database, each time."""

from collections.abc import Collection

from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.adhesions.referentiels import Visibilite
from communautes.comptes.permissions import qui_a
from home.visibilite import en_ligne, sans_section_privee


def peut_conduire(personne) -> bool:
    """ANCT: names animators, answers in their place, wakes and archives. It reads nothing that
    members say to each other by this alone.
    """
    return personne.is_active and personne.has_perm("adhesions.conduire_communaute")


def qui_conduit():
    """Each to whom `peut_conduire` says yes."""
    return qui_a("adhesions", "conduire_communaute")


def adhesion_de(personne, communaute: CommunautePage) -> Adhesion | None:
    """`communaute`: the French page. None too for who may not sign in."""
    if not personne.is_active:  # nor a visitor
        return None
    return Adhesion.objects.filter(personne=personne, communaute=communaute).first()


def peut_lire(personne, communaute: CommunautePage) -> bool:
    """What is said there: everybody when it is public, else its members and nobody else."""
    if not est_ouvrable(communaute):
        return False
    if communaute.visibilite == Visibilite.PUBLIQUE:
        return True
    adhesion = adhesion_de(personne, communaute)
    return adhesion is not None and adhesion.est_active


def peut_ecrire(personne, communaute: CommunautePage) -> bool:
    """Its members, while it lives."""
    adhesion = adhesion_de(personne, communaute)
    vit = est_ouvrable(communaute) and communaute.vie.est_ouverte
    return vit and adhesion is not None and adhesion.est_active


def peut_animer(personne, communaute: CommunautePage) -> bool:
    adhesion = adhesion_de(personne, communaute)
    return adhesion is not None and adhesion.anime


def peut_moderer(personne, communaute: CommunautePage) -> bool:
    adhesion = adhesion_de(personne, communaute)
    return adhesion is not None and adhesion.modere


def peut_mener(personne, communaute: CommunautePage) -> bool:
    """Who invites, and says whether it goes on, sleeps or ends: the animation at home, ANCT
    everywhere.
    """
    return peut_animer(personne, communaute) or peut_conduire(personne)


def ouvrables(communautes):
    """Published, by the clock; what editors have withdrawn is read by nobody, members included."""
    return sans_section_privee(en_ligne(communautes))


def est_ouvrable(communaute: CommunautePage) -> bool:
    return ouvrables(CommunautePage.objects.filter(pk=communaute.pk)).exists()


def noms_lus_par(personne, communautes: Collection[CommunautePage]) -> dict[int, str]:
    """Key of each → what this person may call it, as `communaute_en_mots`: one query."""
    siennes = Adhesion.objects.en_cours().filter(personne=personne, communaute__in=communautes)
    la = set(siennes.values_list("communaute", flat=True))
    return {une.pk: une.nom_pour(en_est=une.pk in la) for une in communautes}


def connait(personne, communaute: CommunautePage) -> bool:
    """Whether one may know that an invisible community exists: who belongs, and ANCT."""
    adhesion = adhesion_de(personne, communaute)
    return (adhesion is not None and adhesion.est_active) or peut_conduire(personne)


def peut_voir_la_page(request, communaute: CommunautePage) -> bool:
    """Without a query, nor a session, for what everybody may know of."""
    return communaute.visibilite != Visibilite.INVISIBLE or connait(request.user, communaute)
