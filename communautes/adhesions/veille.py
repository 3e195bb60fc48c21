"""What a scheduled command tells, and writes of what the clock has decided already."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, transaction
from django.utils import timezone

from communautes.adhesions import emails
from communautes.adhesions.models import Adhesion, CommunautePage, Vie
from communautes.adhesions.permissions import qui_conduit
from communautes.adhesions.services.ecriture import verrouiller_communaute
from communautes.adhesions.services.vies import constater, tracer_la_vie
from home.visibilite import en_ligne

journal = logging.getLogger("tec.adhesions")


def interroger() -> int:
    """One question to who animates what has been silent for long; to ANCT where nobody does."""
    return _chacune(_publiees(Vie.objects.a_interroger()), _interroger)


def noter_les_endormies() -> int:
    return _chacune(Vie.objects.a_endormir(), constater)


def annoncer_les_fins() -> int:
    return _chacune(_publiees(Vie.objects.fin_a_annoncer()), _annoncer_la_fin)


@transaction.atomic
def escalader() -> int:
    """One mail for all that is new; whoever runs at the same time finds nothing new."""
    if not qui_conduit().exists():  # told to nobody, it is not told: it will be
        return 0
    nouvelles = Adhesion.objects.en_retard().filter(escalade_dite_le=None, personne__is_active=True)
    cles = list(
        nouvelles.order_by("pk")
        .select_for_update(of=("self",), skip_locked=True)
        .values_list("pk", flat=True)
    )
    if cles:
        Adhesion.objects.filter(pk__in=cles).update(escalade_dite_le=timezone.now())
        emails.demandes_en_retard(len(cles))
    return len(cles)


def _publiees(vies):
    """What editors have withdrawn is asked nothing."""
    return vies.filter(communaute__in=en_ligne(CommunautePage.objects.all()))


def _interroger(vie: Vie) -> bool:
    if not Vie.objects.a_interroger().filter(pk=vie.pk).exists():  # somebody has just written
        return False
    vie.question_posee_le = timezone.now()
    if not emails.interrogee(vie):  # told to nobody, it is not asked
        return False
    vie.save(update_fields=["question_posee_le"])
    tracer_la_vie("interrogee", vie, par=None, avant=vie.etat)
    return True


def _annoncer_la_fin(vie: Vie) -> bool:
    fin = vie.communaute.fin_prevue
    if vie.fin_annoncee == fin or not emails.fin_proche(vie):
        return False
    vie.fin_annoncee = fin
    vie.save(update_fields=["fin_annoncee"])
    return True


def _chacune(vies, acte: Callable[[Vie], bool]) -> int:
    """How many were changed, each alone and locked: one that fails waits for somebody, and the
    others do not wait for it.
    """
    nombre = 0
    for cle in sorted(vies.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                nombre += acte(verrouiller_communaute(cle))
        except DatabaseError:
            journal.exception("Vie de la communauté %s", cle)
    return nombre
