"""The buttons that count people: once each, and taken back. The journal has no use for them."""

from django.db import transaction
from django.utils.translation import gettext as _

from communautes.discussions.models import Abonnement, Discussion, MemeQuestion, Reponse, VoteUtile
from communautes.discussions.services.ecriture import (
    refuser_sauf,
    verrouiller,
    verrouiller_la_reponse,
)


@transaction.atomic
def dire_utile(reponse: Reponse, *, par, oui: bool) -> Reponse:
    reponse, place = verrouiller_la_reponse(reponse, par)
    refuser_sauf(place.dit_utile(reponse), _aux_autres_membres())
    _noter(VoteUtile, {"reponse": reponse}, par, oui)
    return reponse


@transaction.atomic
def avoir_la_meme_question(discussion: Discussion, *, par, oui: bool) -> Discussion:
    """Who has it follows what is answered."""
    discussion, place = verrouiller(discussion, par)
    refuser_sauf(place.a_la_meme_question(discussion), _aux_autres_membres())
    _noter(MemeQuestion, {"discussion": discussion}, par, oui)
    if oui:
        _noter(Abonnement, {"discussion": discussion}, par, True)
    return discussion


@transaction.atomic
def suivre(discussion: Discussion, *, par, oui: bool) -> Discussion:
    discussion, place = verrouiller(discussion, par)
    refuser_sauf(place.suit(discussion), _("Vous ne lisez pas cette discussion."))
    _noter(Abonnement, {"discussion": discussion}, par, oui)
    return discussion


def _noter(modele, cles: dict, personne, oui: bool) -> None:
    if oui:
        modele.objects.get_or_create(**cles, personne=personne)
    else:
        modele.objects.filter(**cles, personne=personne).delete()


def _aux_autres_membres() -> str:
    return _("Il faut être membre de cette communauté, et que ce ne soit pas votre message.")
