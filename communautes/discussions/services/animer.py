"""What who answers for a community does with a discussion: pin it, close it, move it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.adhesions.services.ecriture import verrouiller_communaute
from communautes.comptes.motifs import motif_ou_refus
from communautes.discussions import nouvelles
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.permissions import CONFIANCE, SECRET, Place
from communautes.discussions.refus import DiscussionRefusee
from communautes.discussions.services.ecriture import (
    constater,
    dater,
    refuser_sauf,
    tracer,
    verrouiller,
)
from communautes.journal.services import noter
from communautes.moderation.models import Dossier

EPINGLEES = 3  # a list where everything is first has no first


@transaction.atomic
def epingler(discussion: Discussion, *, par, oui: bool) -> Discussion:
    discussion, place = verrouiller(discussion, par)
    refuser_sauf(place.regit(discussion), _aux_animateurs())
    if oui == (discussion.epinglee_le is not None):
        return discussion
    deja = Discussion.objects.gardes().filter(
        communaute=discussion.communaute, epinglee_le__isnull=False
    )
    refuser_sauf(
        not oui or deja.count() < EPINGLEES,
        _("Trois discussions sont déjà épinglées\u00a0: désépinglez-en une."),
    )
    discussion.epinglee_le = timezone.now() if oui else None
    discussion.save(update_fields=["epinglee_le"])
    tracer("epinglee" if oui else "desepinglee", discussion, par=par)
    return discussion


@transaction.atomic
def clore(discussion: Discussion, *, par, motif: str) -> Discussion:
    """One reads it, one answers no more. The reason is read under it by all."""
    discussion, place = verrouiller(discussion, par)
    refuser_sauf(place.regit(discussion), _aux_animateurs())
    if discussion.est_fermee:
        return discussion
    motif = motif_de(motif, discussion, par=par)
    discussion.fermee_le = timezone.now()
    discussion.motif_de_fermeture = motif
    constater(discussion)
    dater(discussion)
    tracer("close", discussion, par=par, motif=motif)
    return discussion


@transaction.atomic
def rouvrir(discussion: Discussion, *, par) -> Discussion:
    discussion, place = verrouiller(discussion, par)
    refuser_sauf(place.regit(discussion), _aux_animateurs())
    if discussion.est_fermee:
        discussion.fermee_le, discussion.motif_de_fermeture = None, ""
        if discussion.etat == Discussion.Etat.OUVERTE:  # who has it in charge is chosen anew
            discussion.confiee_a = discussion.confiee_le = None
        constater(discussion)
        tracer("rouverte", discussion, par=par)
    return discussion


@transaction.atomic
def deplacer(discussion: Discussion, vers: CommunautePage, *, par) -> Discussion:
    """Both communities are locked, in the order of their keys."""
    for pk in sorted({discussion.communaute_id, vers.pk}):
        verrouiller_communaute(pk)
    discussion, place = verrouiller(discussion, par)
    if discussion.communaute_id == vers.pk:
        return discussion
    la = Place(par, verrouiller_communaute(vers.pk).communaute)
    if phrase := pourquoi_elle_reste(discussion, place, la):
        raise DiscussionRefusee(phrase)
    avant = discussion.communaute_id
    discussion.communaute, discussion.epinglee_le = la.communaute, None
    discussion.confiee_a = discussion.confiee_le = None
    constater(discussion)
    dater(discussion, *Reponse.objects.gardes().filter(discussion=discussion))
    noter(
        "discussions.deplacee",
        personne=par,
        objet=discussion,
        avant={"communaute": avant},
        apres={"communaute": vers.pk},
    )
    nouvelles.deplacee(discussion)
    return discussion


def pourquoi_elle_reste(discussion: Discussion, ici: Place, la: Place) -> str:
    """What was said among few is not shown to more, nor to others, nor hidden from who said it."""
    if not ici.deplace(discussion) or not (la.anime or la.conduit):
        return _("Il faut animer les deux communautés, ou être de l’ANCT.")
    if not la.est_ouvrable or not la.vit:
        return _("La communauté choisie n’est pas ouverte.")
    if SECRET[la.communaute.visibilite] < SECRET[ici.communaute.visibilite]:
        return _(
            "L’autre communauté est plus ouverte que celle-ci\u00a0: ce qui s’est dit ici reste "
            "ici. Qui a posé la question peut la poser là-bas."
        )
    if CONFIANCE[la.communaute.acces] < CONFIANCE[ici.communaute.acces] and not ici.est_publique:
        return _(
            "On entre dans l’autre communauté plus facilement que dans celle-ci\u00a0: ce qui "
            "s’est dit ici reste ici."
        )
    # Nor taken away from who moderates it here; an author is not told that somebody reported it.
    if Dossier.objects.ouverts().sur(discussion).exists():
        return _(
            "Cette discussion ne se déplace pas pour l’instant\u00a0: réessayez dans quelques "
            "jours."
        )
    if not la.est_publique and not _y_sont_tous(discussion, la.communaute):
        return _(
            "Une des personnes qui ont écrit n’est pas membre de l’autre communauté\u00a0: "
            "elle ne lirait plus ce qu’elle a dit."
        )
    return ""


def _y_sont_tous(discussion: Discussion, communaute: CommunautePage) -> bool:
    reponses = Reponse.objects.gardes().filter(discussion=discussion)
    auteurs = {discussion.auteur_id, *reponses.values_list("auteur", flat=True)}
    la = Adhesion.objects.actives().filter(communaute=communaute, personne__in=auteurs)
    return la.count() == len(auteurs)


def motif_de(texte: str, discussion: Discussion, *, par) -> str:
    return motif_ou_refus(texte, par=par, personnes=[discussion.auteur], refus=DiscussionRefusee)


def _aux_animateurs() -> str:
    return _("C’est à l’animation, tant que la communauté vit.")
