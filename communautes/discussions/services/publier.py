"""Asking, answering: once each, whatever the number of clicks; looked at by moderation's rules
before anybody is told.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.adhesions.models import CommunautePage
from communautes.adhesions.qui_lira import verifier_qui_lira
from communautes.discussions import nouvelles
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.models.ecrit import Ecrit
from communautes.discussions.permissions import Place
from communautes.discussions.refus import DiscussionRefusee
from communautes.discussions.services.brouillons import jeter_brouillon
from communautes.discussions.services.completer import completer, deja_envoye
from communautes.discussions.services.ecriture import (
    activer,
    constater,
    entrer,
    entrer_ou_elle_est,
    refuser_sauf,
    relue,
    tracer,
)
from communautes.fichiers.services import joindre
from communautes.moderation.services import examiner
from communautes.notifications.services import tout_marquer_lu
from home.envois import cle_de_l_envoi
from home.limites import depasse

QUESTIONS_PAR_JOUR = 10
REPONSES_PAR_HEURE = 40


@transaction.atomic
def poser(
    communaute: CommunautePage,
    *,
    par,
    titre: str,
    texte: str,
    fichiers: Iterable = (),
    prevenir: Iterable = (),
    cle: UUID | None = None,
    qui_lira: str = "",
) -> Discussion:
    """`prevenir`: people to tell at once (mentions.py says who may be); `cle`: of the form, so that
    two clicks make one question. Its `complete` says that it was there already, and was added to.
    `qui_lira`: as the form says it (adhesions/qui_lira.py).
    """
    place = entrer(communaute.pk, par)
    verifier_qui_lira(qui_lira, publique=place.est_publique, refus=DiscussionRefusee)
    avec = {"par": par, "fichiers": fichiers, "prevenir": prevenir}
    cle = cle_de_l_envoi(cle, place.communaute, titre, texte)
    cle, deja = deja_envoye(Discussion, cle, par=par)
    if deja is not None:
        jeter_brouillon(par, place.communaute)  # the second click kept it again
        return completer(deja, place, **avec)
    refuser_sauf(
        place.pose,
        _(
            "Il faut être membre de cette communauté, et qu’elle soit ouverte, pour y poser une "
            "question."
        ),
    )
    trop = depasse("discussions-question", par.pk, limite=QUESTIONS_PAR_JOUR, fenetre=24 * 3600)
    refuser_sauf(not trop, _("Dix questions par jour, au plus\u00a0: recommencez demain."))
    delai = timedelta(days=place.communaute.objectif_de_reponse)
    discussion = Discussion.objects.create(
        communaute=place.communaute,
        auteur=par,
        titre=titre,
        texte=texte,
        cle=cle,
        echeance_le=timezone.now() + delai,
    )
    _publier(discussion, discussion, **avec)
    tracer("posee", discussion, par=par)
    jeter_brouillon(par, place.communaute)
    return discussion


@transaction.atomic
def repondre(
    discussion: Discussion,
    *,
    par,
    texte: str,
    de_l_anct: bool = False,
    fichiers: Iterable = (),
    prevenir: Iterable = (),
    cle: UUID | None = None,
    qui_lira: str = "",
) -> Reponse:
    """Who answers has read what came before. `qui_lira`: as for a question."""
    avec = {"par": par, "fichiers": fichiers, "prevenir": prevenir}
    place = entrer_ou_elle_est(discussion.pk, par)
    verifier_qui_lira(qui_lira, publique=place.est_publique, refus=DiscussionRefusee)
    cle, deja = deja_envoye(Reponse, cle_de_l_envoi(cle, discussion, texte), par=par)
    discussion = relue(discussion.pk, place)
    if deja is not None:
        deja.discussion = discussion
        jeter_brouillon(par, discussion)
        return completer(deja, place, de_l_anct=de_l_anct, **avec)
    _refuser_ou_laisser_repondre(discussion, place)
    reponse = Reponse.objects.create(
        discussion=discussion,
        auteur=par,
        texte=texte,
        de_l_anct=de_l_anct and place.represente_l_anct(discussion),
        cle=cle,
    )
    avant = discussion.etat
    _publier(reponse, discussion, **avec)
    tracer("repondue", discussion, par=par, avant=avant)
    tout_marquer_lu(par, sur=discussion)
    jeter_brouillon(par, discussion)
    return reponse


def _refuser_ou_laisser_repondre(discussion: Discussion, place: Place) -> None:
    refuser_sauf(
        not discussion.est_fermee,
        _("Cette discussion est close\u00a0: on la lit, on n’y répond plus."),
    )
    refuser_sauf(
        place.repond_a(discussion),
        _("Il faut être membre de cette communauté pour y répondre\u00a0: votre texte est gardé."),
    )
    qui = place.personne.pk
    trop = depasse("discussions-reponse", qui, limite=REPONSES_PAR_HEURE, fenetre=3600)
    refuser_sauf(not trop, _("Quarante réponses en une heure, au plus\u00a0: faites une pause."))


def _publier(ecrit: Ecrit, discussion: Discussion, *, par, fichiers, prevenir) -> None:
    """Nobody is told of what moderation's rules hold back, before it is accepted."""
    if cles := list(fichiers):
        joindre(cles, ecrit, par=par)
    retenu = examiner(ecrit, par)
    activer(discussion)
    constater(discussion)
    nouvelles.se_souvenir(ecrit, prevenir)
    if not retenu:
        nouvelles.dire(ecrit)


def quand_la_moderation_change(ecrit: Ecrit) -> None:
    """In moderation's transaction, the row locked. What is accepted is told, once; what is held
    back, or withdrawn, was never said.
    """
    reponse = isinstance(ecrit, Reponse)
    pk = ecrit.discussion_id if reponse else ecrit.pk
    lue = Discussion.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    lue.communaute = CommunautePage.objects.select_related("locale").get(pk=lue.communaute_id)
    if reponse:
        ecrit.discussion = lue
    constater(lue)
    if not ecrit.est_lu_de_tous:
        nouvelles.taire(ecrit)
    else:
        nouvelles.rendre(ecrit)
