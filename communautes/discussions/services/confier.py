"""A question that nobody answered in time is somebody's: of the animation, else of ANCT."""

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.adhesions.models import Adhesion
from communautes.comptes.models import User
from communautes.discussions import nouvelles
from communautes.discussions.models import Discussion
from communautes.discussions.permissions import qui_represente
from communautes.discussions.services.ecriture import (
    entrer,
    refuser_sauf,
    tracer,
    verrouiller,
)


@transaction.atomic
def confier(pk: int) -> bool:
    """By the command. True when it is newly somebody's; who asked is not asked to answer."""
    lieu = Discussion.objects.values_list("communaute", flat=True).get(pk=pk)
    entrer(lieu, None)
    discussion = (
        Discussion.objects.en_retard()
        .select_for_update(of=("self",), no_key=True)
        .filter(pk=pk, communaute=lieu)
        .first()
    )
    if discussion is None or en_charge(discussion):
        return False
    a_qui = _la_moins_chargee(_animation(discussion)) or _la_moins_chargee(
        qui_represente(lieu).exclude(pk=discussion.auteur_id)
    )
    if a_qui is None:
        return False
    _ecrire(discussion, a_qui, par=None)
    return True


@transaction.atomic
def s_en_charger(discussion: Discussion, *, par) -> Discussion:
    """Who answers for the community takes it, before its time or after."""
    discussion, place = verrouiller(discussion, par)
    refuser_sauf(place.prend_en_charge(discussion), _("C’est à l’animation, ou à l’ANCT."))
    refuser_sauf(discussion.attend_une_reponse, _("Cette question n’attend plus de réponse."))
    if discussion.confiee_a_id != par.pk:
        _ecrire(discussion, par, par=par)
    return discussion


def en_charge(discussion: Discussion) -> bool:
    """By somebody who may still answer: not who left, nor who animates no more; nor ANCT, given it
    for want of an animation, once somebody animates.
    """
    if discussion.confiee_a_id is None:
        return False
    animation = _animation(discussion)
    if animation.filter(pk=discussion.confiee_a_id).exists():
        return True
    if discussion.confiee_d_office and animation.exists():
        return False
    anct = qui_represente(discussion.communaute_id)
    return anct.filter(pk=discussion.confiee_a_id).exists()


def _ecrire(discussion: Discussion, a_qui: User, *, par) -> None:
    discussion.confiee_a, discussion.confiee_le = a_qui, timezone.now()
    discussion.confiee_d_office = par is None
    discussion.save(update_fields=["confiee_a", "confiee_le", "confiee_d_office"])
    tracer("confiee", discussion, par=par)
    if par is None:
        nouvelles.dire_a_qui_elle_est_confiee(discussion)


def _animation(discussion: Discussion):
    animent = Adhesion.objects.animatrices().filter(communaute=discussion.communaute_id)
    return User.objects.filter(pk__in=animent.values("personne")).exclude(pk=discussion.auteur_id)


def _la_moins_chargee(personnes) -> User | None:
    """Of several, who has the fewest questions waiting already."""
    cles = list(personnes.order_by("pk").values_list("pk", flat=True))
    attendent = Discussion.objects.sans_reponse().filter(confiee_a__in=cles)
    charges = dict(attendent.order_by().values_list("confiee_a").annotate(nombre=Count("pk")))
    cle = min(cles, key=lambda pk: (charges.get(pk, 0), pk), default=None)
    return cle and User.objects.get(pk=cle)
