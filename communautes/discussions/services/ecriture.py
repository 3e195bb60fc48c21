"""What every act is made of: the locks, the state that follows from the facts, the journal's line.

Locks, always in this order: the community (so that who is excluded, and what falls asleep, waits
or is waited for), a reply, its discussion.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.adhesions.services import noter_activite
from communautes.adhesions.services.ecriture import verrouiller_communaute
from communautes.discussions import indexation
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.permissions import Place
from communautes.discussions.refus import DiscussionRefusee
from communautes.journal.services import noter

Etat = Discussion.Etat


def entrer(pk: int, personne) -> Place:
    """`pk`: of the French page, locked."""
    communaute = verrouiller_communaute(pk).communaute
    return Place(personne, communaute)


def entrer_ou_elle_est(discussion: int, personne) -> Place:
    lieu = Discussion.objects.values_list("communaute", flat=True).get(pk=discussion)
    return entrer(lieu, personne)


def verrouiller(discussion: Discussion, personne) -> tuple[Discussion, Place]:
    """As it is now; it may have been moved since it was read."""
    place = entrer_ou_elle_est(discussion.pk, personne)
    return relue(discussion.pk, place), place


def verrouiller_la_reponse(reponse: Reponse, personne) -> tuple[Reponse, Place]:
    place = entrer_ou_elle_est(reponse.discussion_id, personne)
    lue = Reponse.objects.select_for_update(of=("self",), no_key=True).get(pk=reponse.pk)
    lue.discussion = relue(reponse.discussion_id, place)
    return lue, place


def relue(pk: int, place: Place) -> Discussion:
    lue = Discussion.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    refuser_sauf(  # moved while this one waited
        lue.communaute_id == place.communaute.pk,
        _("Cette discussion vient de changer de lieu\u00a0: recommencez."),
    )
    lue.communaute = place.communaute
    return lue


def constater(discussion: Discussion) -> None:
    """Where it stands, out of the facts: which replies are read by all, which one was accepted.
    The discussion is locked by the caller.
    """
    lues = Reponse.objects.lus_de_tous().filter(discussion=discussion)
    retenue = discussion.reponse_retenue_id
    if retenue and not lues.filter(pk=retenue).exists():
        discussion.reponse_retenue = discussion.retenue_par = None
        discussion.promue_le = discussion.promue_en = None
    d_autres = lues.exclude(auteur=discussion.auteur_id).order_by("ecrit_le", "pk")
    premiere = d_autres.values_list("ecrit_le", flat=True).first()
    discussion.premiere_reponse_le = premiere
    avant, discussion.etat = discussion.etat, _etat(discussion, premiere)
    if discussion.etat == Etat.OUVERTE:
        discussion.premiere_reponse_le = None
        if avant != Etat.OUVERTE:  # it waits again: somebody is to be told anew
            discussion.confiee_a = discussion.confiee_le = None
    discussion.save()
    indexation.apres_validation(discussion.pk)


def _etat(discussion: Discussion, premiere) -> str:
    if discussion.reponse_retenue_id:
        return Etat.PROMUE if discussion.promue_le else Etat.RESOLUE
    return Etat.REPONDUE if premiere else Etat.OUVERTE


def activer(discussion: Discussion) -> None:
    """Somebody has written in it. Saved by `constater`."""
    discussion.active_le = timezone.now()
    noter_activite(discussion.communaute)


def dater(*ecrits: Discussion | Reponse) -> None:
    """What each says here has changed: its words, its files, its place, why it is closed. Each act
    that changes one of them calls it: what members say among themselves is known by it
    (adhesions/confidences.py).
    """
    maintenant = timezone.now()
    for ecrit in ecrits:
        ecrit.dit_ici_le = maintenant
        ecrit.save(update_fields=["dit_ici_le"])


def tracer(acte: str, discussion: Discussion, *, par, avant: str = "", motif: str = "") -> None:
    change = avant and avant != discussion.etat
    noter(
        f"discussions.{acte}",
        personne=par,
        objet=discussion,
        avant={"etat": str(avant)} if change else {},
        apres={"etat": str(discussion.etat), "communaute": discussion.communaute_id},
        motif=motif,
    )


def refuser_sauf(permis: bool, phrase: str) -> None:
    if not permis:
        raise DiscussionRefusee(phrase)
