"""The accepted answer: one at most, chosen by who asked or by who answers for the community."""

from django.db import transaction
from django.utils.translation import gettext as _

from communautes.discussions import nouvelles
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.services.ecriture import (
    activer,
    constater,
    refuser_sauf,
    tracer,
    verrouiller,
    verrouiller_la_reponse,
)


@transaction.atomic
def retenir(reponse: Reponse, *, par) -> Discussion:
    """In place of the one that was, if there was one: of two people at once, the last is right."""
    reponse, place = verrouiller_la_reponse(reponse, par)
    discussion = reponse.discussion
    refuser_sauf(place.retient_pour(discussion), _pourquoi_pas(discussion))
    refuser_sauf(reponse.est_lu_de_tous, _("Cette réponse n’est plus là\u00a0: rechargez la page."))
    if discussion.reponse_retenue_id == reponse.pk:
        return discussion
    avant = discussion.etat
    discussion.reponse_retenue, discussion.retenue_par = reponse, par
    activer(discussion)
    constater(discussion)
    tracer("retenue", discussion, par=par, avant=avant)
    nouvelles.dire_la_retenue(reponse, par=par)
    return discussion


@transaction.atomic
def retirer_la_retenue(discussion: Discussion, *, par) -> Discussion:
    discussion, place = verrouiller(discussion, par)
    refuser_sauf(place.retient_pour(discussion), _pourquoi_pas(discussion))
    if discussion.reponse_retenue_id is None:
        return discussion
    avant = discussion.etat
    discussion.reponse_retenue = discussion.retenue_par = None
    constater(discussion)
    tracer("retenue_retiree", discussion, par=par, avant=avant)
    return discussion


def _pourquoi_pas(discussion: Discussion) -> str:
    if discussion.etat == Discussion.Etat.PROMUE and discussion.promue_en_id is None:
        return _("Cette réponse est promue\u00a0: elle reste retenue.")
    if discussion.etat == Discussion.Etat.PROMUE:
        return _("Cette réponse est devenue une ressource\u00a0: elle reste retenue.")
    return _("C’est à qui a posé la question, ou à l’animation, de retenir une réponse.")
